package db_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// A disk that forgets: everything that happened on it is on a tape, and from
// the tape we make what it would hold had the power gone at any moment. A
// file's content is safe once that file was synced, a name once its folder
// was; anything younger is lost, or, with luck, some of it is not.

// kind says what an event of the tape did.
type kind int

const (
	made    kind = iota // a file or folder got a name in parent
	wrote               // data at off
	sized               // the file's length became off
	synced              // file or folder
	renamed             // name of parent became newName of to
	removed             // name of parent
	said                // the process told the world data
)

type event struct {
	kind          kind
	node          int
	parent, to    int
	name, newName string
	folder        bool
	off           int64
	data          []byte
}

// sector is how much of a write a disk keeps or loses at a time.
const sector = 512

// plate is the disk while the tape is played.
type plate struct {
	files   map[int]*content
	folders map[int]*names
	said    []string
}

// content is a file: what the running system sees is kept plus loose.
type content struct {
	kept  []byte
	loose []event
}

type names struct {
	kept  map[string]int
	loose []event
}

// rootNode is the number of the disk's root folder.
const rootNode = 1

func newPlate() *plate {
	return &plate{files: map[int]*content{}, folders: map[int]*names{rootNode: {kept: map[string]int{}}}}
}

// play takes one event of the tape.
func (p *plate) play(e event) {
	switch e.kind {
	case made:
		if e.folder {
			p.folders[e.node] = &names{kept: map[string]int{}}
		} else {
			p.files[e.node] = &content{}
		}
		p.folders[e.parent].loose = append(p.folders[e.parent].loose, e)
	case wrote, sized:
		p.files[e.node].loose = append(p.files[e.node].loose, e)
	case synced:
		p.sync(e.node)
	case removed:
		p.folders[e.parent].loose = append(p.folders[e.parent].loose, e)
	case renamed:
		// In the new folder a new name, in the old one a name less: each is
		// kept when its folder is.
		p.folders[e.to].loose = append(p.folders[e.to].loose, event{kind: made, name: e.newName, node: e.node})
		p.folders[e.parent].loose = append(p.folders[e.parent].loose, event{kind: removed, name: e.name})
	case said:
		p.said = append(p.said, string(e.data))
	}
}

func (p *plate) sync(node int) {
	if f := p.files[node]; f != nil {
		for _, e := range f.loose {
			f.kept = change(f.kept, e)
		}
		f.loose = nil
	}
	if d := p.folders[node]; d != nil {
		for _, e := range d.loose {
			rename(d.kept, e)
		}
		d.loose = nil
	}
}

// change is what a write or a new length makes of a file.
func change(data []byte, e event) []byte {
	end := e.off + int64(len(e.data))
	if e.kind == sized || end > int64(len(data)) {
		grown := make([]byte, end)
		copy(grown, data)
		data = grown
	}
	copy(data[e.off:], e.data)
	return data
}

func rename(folder map[string]int, e event) {
	if e.kind == removed {
		delete(folder, e.name)
		return
	}
	folder[e.name] = e.node
}

// leave writes into dir what the disk holds after the power has gone: what was
// synced, and with luck (nil for none) a part of what was not.
func (p *plate) leave(t *testing.T, dir string, luck *rand.Rand) {
	t.Helper()
	p.leaveFolder(t, rootNode, dir, luck)
}

func (p *plate) leaveFolder(t *testing.T, node int, dir string, luck *rand.Rand) {
	t.Helper()
	d := p.folders[node]
	held := maps.Clone(d.kept)
	if luck != nil && len(d.loose) > 0 {
		for _, e := range d.loose[:luck.IntN(len(d.loose)+1)] { // names are kept in order
			rename(held, e)
		}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, child := range held {
		path := filepath.Join(dir, name)
		if p.folders[child] != nil {
			p.leaveFolder(t, child, path, luck)
			continue
		}
		if err := os.WriteFile(path, p.files[child].left(luck), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// left is what is left of a file: of the loose writes, with luck, any sectors
// in any order.
func (c *content) left(luck *rand.Rand) []byte {
	data := bytes.Clone(c.kept)
	if luck == nil {
		return data
	}
	for _, e := range c.loose {
		if e.kind == sized {
			if luck.IntN(2) == 0 {
				data = change(data, e)
			}
			continue
		}
		for from := 0; from < len(e.data); from += sector {
			if luck.IntN(2) == 0 {
				data = change(data, event{kind: wrote, off: e.off + int64(from), data: e.data[from:min(from+sector, len(e.data))]})
			}
		}
	}
	return data
}
