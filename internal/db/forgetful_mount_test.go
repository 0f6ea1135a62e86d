package db_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// recorder is a file system in memory that puts all that happens on a tape and
// fails when it is told to. Another process has to use it: bbolt maps its file,
// and a process that waits for its own file system waits for ever.
type recorder struct {
	path string // where it is mounted

	mu    sync.Mutex
	tape  []event
	last  int // node
	count int // steps that could fail since fail was called
	at    int // the step that fails, 0 for none
	errno syscall.Errno
}

// tellName is the file through which the process in the file system tells
// what it has done, so that its words stand on the tape in their place.
const tellName = "kata"

// mount makes an empty disk, or skips the test where none can be mounted.
func mount(t *testing.T) *recorder {
	t.Helper()
	if _, err := os.Stat("/dev/fuse"); err != nil {
		t.Skipf("a file system of our own cannot be mounted here: %v", err)
	}
	r := &recorder{path: t.TempDir(), last: rootNode}
	server, err := fs.Mount(r.path, &folderNode{disk: r, id: rootNode}, &fs.Options{
		MountOptions: fuse.MountOptions{DirectMountStrict: true, FsName: "lupa", Name: "lupa"},
	})
	if err != nil {
		t.Skipf("a file system of our own cannot be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := server.Unmount(); err != nil {
			t.Error(err)
			return
		}
		server.Wait()
	})
	return r
}

// events gives a copy of the tape.
func (r *recorder) events() []event {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.tape)
}

// fail makes the n-th step from now fail: once with an error of the medium,
// and with a full disk at every later step too that needs room.
func (r *recorder) fail(n int, errno syscall.Errno) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.count, r.at, r.errno = 0, n, errno
}

// heal ends it and tells whether anything has failed.
func (r *recorder) heal() (failed bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	failed = r.at > 0 && r.count >= r.at
	r.at = 0
	return failed
}

// step counts one step and says whether it fails. The caller holds mu.
func (r *recorder) step(needsRoom bool) syscall.Errno {
	full := r.errno == syscall.ENOSPC
	if r.at == 0 || full && !needsRoom {
		return fs.OK
	}
	r.count++
	if r.count == r.at || full && r.count > r.at {
		return r.errno
	}
	return fs.OK
}

func (r *recorder) record(e event) { r.tape = append(r.tape, e) }

// folderNode is a folder of the disk.
type folderNode struct {
	fs.Inode
	disk *recorder
	id   int
}

// fileNode is a file of the disk; disk.mu guards its data.
type fileNode struct {
	fs.Inode
	disk  *recorder
	id    int
	tells bool
	data  []byte
}

func (d *folderNode) child(ctx context.Context, name string, folder bool) (*fs.Inode, syscall.Errno) {
	d.disk.mu.Lock()
	defer d.disk.mu.Unlock()
	if errno := d.disk.step(true); errno != fs.OK {
		return nil, errno
	}
	d.disk.last++
	id := d.disk.last
	if folder {
		d.disk.record(event{kind: made, node: id, parent: d.id, name: name, folder: true})
		return d.NewPersistentInode(ctx, &folderNode{disk: d.disk, id: id}, fs.StableAttr{Mode: fuse.S_IFDIR, Ino: uint64(id)}), fs.OK
	}
	tells := name == tellName && d.id == rootNode
	if !tells {
		d.disk.record(event{kind: made, node: id, parent: d.id, name: name})
	}
	return d.NewPersistentInode(ctx, &fileNode{disk: d.disk, id: id, tells: tells}, fs.StableAttr{Mode: fuse.S_IFREG, Ino: uint64(id)}), fs.OK
}

// Mkdir makes a folder.
func (d *folderNode) Mkdir(ctx context.Context, name string, mode uint32, out *fuse.EntryOut) (*fs.Inode, syscall.Errno) {
	node, errno := d.child(ctx, name, true)
	out.Mode = 0o700
	return node, errno
}

// Create makes a file.
func (d *folderNode) Create(ctx context.Context, name string, flags, mode uint32, out *fuse.EntryOut) (*fs.Inode, fs.FileHandle, uint32, syscall.Errno) {
	node, errno := d.child(ctx, name, false)
	out.Mode = 0o600
	return node, nil, 0, errno
}

// Getattr says that folders are closed to others.
func (d *folderNode) Getattr(_ context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	out.Mode = 0o700
	return fs.OK
}

// Setattr takes new rights and forgets them.
func (d *folderNode) Setattr(_ context.Context, _ fs.FileHandle, _ *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	out.Mode = 0o700
	return fs.OK
}

// Unlink takes a name away; a full disk does not mind.
func (d *folderNode) Unlink(_ context.Context, name string) syscall.Errno { return d.remove(name) }

// Rmdir takes a folder's name away.
func (d *folderNode) Rmdir(_ context.Context, name string) syscall.Errno { return d.remove(name) }

func (d *folderNode) remove(name string) syscall.Errno {
	d.disk.mu.Lock()
	defer d.disk.mu.Unlock()
	d.disk.record(event{kind: removed, parent: d.id, name: name})
	return fs.OK
}

// Rename moves a name.
func (d *folderNode) Rename(_ context.Context, name string, to fs.InodeEmbedder, newName string, _ uint32) syscall.Errno {
	d.disk.mu.Lock()
	defer d.disk.mu.Unlock()
	if errno := d.disk.step(false); errno != fs.OK {
		return errno
	}
	target, node := to.(*folderNode), 0
	switch moved := d.GetChild(name).Operations().(type) {
	case *fileNode:
		node = moved.id
	case *folderNode:
		node = moved.id
	}
	d.disk.record(event{kind: renamed, node: node, parent: d.id, name: name, to: target.id, newName: newName})
	return fs.OK
}

// Fsync keeps the names.
func (d *folderNode) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	return d.disk.sync(d.id)
}

func (r *recorder) sync(node int) syscall.Errno {
	r.mu.Lock()
	defer r.mu.Unlock()
	if errno := r.step(false); errno != fs.OK {
		return errno
	}
	r.record(event{kind: synced, node: node})
	return fs.OK
}

// Open opens; the kernel may cache, as it does for any disk.
func (f *fileNode) Open(context.Context, uint32) (fs.FileHandle, uint32, syscall.Errno) {
	return nil, fuse.FOPEN_KEEP_CACHE, fs.OK
}

// Getattr tells the length.
func (f *fileNode) Getattr(_ context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	out.Mode, out.Size = 0o600, uint64(len(f.data))
	return fs.OK
}

// Setattr sets the length.
func (f *fileNode) Setattr(_ context.Context, _ fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if size, ok := in.GetSize(); ok && size != uint64(len(f.data)) {
		if errno := f.disk.step(size > uint64(len(f.data))); errno != fs.OK {
			return errno
		}
		e := event{kind: sized, node: f.id, off: int64(size)}
		f.data = change(f.data, e)
		f.disk.record(e)
	}
	out.Mode, out.Size = 0o600, uint64(len(f.data))
	return fs.OK
}

// Read reads.
func (f *fileNode) Read(_ context.Context, _ fs.FileHandle, dest []byte, off int64) (fuse.ReadResult, syscall.Errno) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if off >= int64(len(f.data)) {
		return fuse.ReadResultData(nil), fs.OK
	}
	return fuse.ReadResultData(slices.Clone(f.data[off:min(int64(len(f.data)), off+int64(len(dest)))])), fs.OK
}

// Write writes.
func (f *fileNode) Write(_ context.Context, _ fs.FileHandle, data []byte, off int64) (uint32, syscall.Errno) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	e := event{kind: wrote, node: f.id, off: off, data: slices.Clone(data)}
	if f.tells {
		e.kind = said
	} else if errno := f.disk.step(true); errno != fs.OK {
		return 0, errno
	}
	f.data = change(f.data, event{kind: wrote, off: off, data: data})
	f.disk.record(e)
	return uint32(len(data)), fs.OK
}

// Fsync keeps the content.
func (f *fileNode) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	return f.disk.sync(f.id)
}

// tell is how a process on a recorded disk says what it has done.
func tell(dir, word string) error {
	f, err := os.OpenFile(filepath.Join(filepath.Dir(dir), tellName), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	if _, err := f.WriteString(word); err != nil {
		return err
	}
	return f.Close()
}
