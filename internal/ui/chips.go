package ui

import (
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// statusChip tells where a request stands.
func statusChip(s sop.Status) kit.ChipState {
	c := kit.ChipState{Word: say.Status(s), Tone: kit.ToneQuiet, Shape: kit.ShapeRing}
	switch s {
	case sop.Running:
		c.Tone, c.Shape = kit.ToneInfo, kit.ShapeHalf
	case sop.Paused:
		c.Tone, c.Shape = kit.ToneWarn, kit.ShapePause
	case sop.Done:
		c.Tone, c.Shape = kit.ToneGood, kit.ShapeCheck
	case sop.Cancelled:
		c.Shape = kit.ShapeCross
	case sop.Archived:
		c.Shape = kit.ShapeBox
	}
	return c
}

// stepChip tells where an activity stands.
func stepChip(s sop.StepState) kit.ChipState {
	c := kit.ChipState{Word: say.StepState(s), Tone: kit.ToneQuiet, Shape: kit.ShapeRing}
	switch s {
	case sop.StepWaiting:
		c.Tone, c.Shape = kit.ToneInfo, kit.ShapeRing
	case sop.StepRunning:
		c.Tone, c.Shape = kit.ToneInfo, kit.ShapeHalf
	case sop.StepPaused:
		c.Tone, c.Shape = kit.ToneWarn, kit.ShapePause
	case sop.StepDone:
		c.Tone, c.Shape = kit.ToneGood, kit.ShapeCheck
	}
	return c
}

// badgeChip tells how the time of an activity is judged; no word without a
// badge.
func badgeChip(b sop.Badge) kit.ChipState {
	switch b {
	case sop.OnTime:
		return kit.ChipState{Word: say.Badge(b), Tone: kit.ToneGood, Shape: kit.ShapeCheck}
	case sop.NearLimit:
		return kit.ChipState{Word: say.Badge(b), Tone: kit.ToneWarn, Shape: kit.ShapeClock}
	case sop.Late:
		return kit.ChipState{Word: say.Badge(b), Tone: kit.ToneBad, Shape: kit.ShapeWarning}
	}
	return kit.ChipState{}
}

// cameraChip tells how a camera's relay stands.
func cameraChip(s relay.State) kit.ChipState {
	c := kit.ChipState{Word: say.State(s), Tone: kit.ToneQuiet, Shape: kit.ShapeRing}
	switch s {
	case relay.Live:
		c.Tone, c.Shape = kit.ToneGood, kit.ShapeDot
	case relay.Connecting:
		c.Tone, c.Shape = kit.ToneInfo, kit.ShapeHalf
	case relay.Stalled, relay.Waiting:
		c.Tone, c.Shape = kit.ToneWarn, kit.ShapeWarning
	case relay.Refused, relay.Unsupported:
		c.Tone, c.Shape = kit.ToneBad, kit.ShapeCross
	}
	return c
}
