package video

import (
	"slices"
	"time"
)

// Memory is what a player has found wrong with what its camera shows. That a
// lens was covered shows only while it happens: the player that follows it must
// be told, or it would find the covered picture usual.
type Memory struct{ scene scene }

// Memory is what this player has found, zero while nothing is wrong.
func (p *Player) Memory() Memory {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sight.memory
}

// recall begins with what the player before has found.
func (p *Player) recall(m Memory) {
	p.eye.scene = m.scene
	p.eye.scene.last = slices.Clone(m.scene.last)
	p.sight = sighting{m.scene.said, m.scene.saidFor, m}
}

// blink forgets what was seen when another kind of stream begins. It belongs to
// run, which alone writes the codec.
func (p *Player) blink(codec string) {
	p.mu.Lock()
	before := p.shape.Codec
	p.mu.Unlock()
	if before != "" && before != codec {
		p.eye.scene = scene{}
	}
}

// look watches what the key pictures show, now and then.
func (p *Player) look(arrived time.Time) {
	if !p.eye.scene.due(arrived) {
		return
	}
	grey, err := p.decoder.Grey(sampleW, sampleH, p.eye.grey)
	if err != nil {
		return // then it is not told
	}
	p.eye.grey = grey
	p.eye.scene.look(arrived, grey)
	now := sighting{kind: p.eye.scene.said, since: p.eye.scene.saidFor}
	if now.kind != Clear {
		now.memory.scene = p.eye.scene
		now.memory.scene.last = slices.Clone(p.eye.scene.last)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sight = now
}
