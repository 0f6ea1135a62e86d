package db

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"runtime/debug"
)

// The layout of a bbolt file, version 2, as its internal/common has it. Only
// what is needed to walk it safely is known here: pages begin with a header of
// 16 bytes (id, flags, count, overflow), branches and leaves go on with
// elements of 16 bytes that point to keys and values behind them.
const (
	pageHead     = 16
	elementSize  = 16
	metaSize     = 64
	pageBranch   = 0x01
	pageLeaf     = 0x02
	pageMeta     = 0x04
	pageFreelist = 0x10
	bucketFlag   = 0x01
	boltMagic    = 0xED0CDAED
	boltVersion  = 2
	maxDepth     = 64
)

// guarded runs f, which lets bbolt read a file that may be damaged in a way
// that inspect does not know: a panic, and a fault of the mapped memory,
// become ErrDamaged.
func guarded(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, r)
		}
	}()
	return f()
}

// inspector walks the pages of one file.
type inspector struct {
	file     io.ReaderAt
	pageSize uint64
	end      uint64          // first page id behind the used part
	seen     map[uint64]bool // every page that something points to
}

// boltMeta is what a meta page says.
type boltMeta struct{ pageSize, root, freelist, end, txid uint64 }

// inspect reads the whole structure of a bbolt file (not its values) and
// finds whatever would lead bbolt astray. An empty file is damaged too: bbolt
// would take it for a new one, and the office would be empty.
func inspect(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return noWrite("inspect", err)
	}
	meta, ok := newestMeta(f)
	if !ok {
		return fmt.Errorf("%w: no valid meta page", ErrDamaged)
	}
	in := &inspector{file: f, pageSize: meta.pageSize, end: meta.end, seen: map[uint64]bool{0: true, 1: true}}
	if uint64(info.Size())/meta.pageSize < meta.end {
		return fmt.Errorf("%w: the file was cut short", ErrDamaged)
	}
	if err := in.page(meta.root, nil, nil, 0); err != nil {
		return err
	}
	return in.freelist(meta.freelist)
}

// newestMeta finds the meta page that counts. The size of pages stands in the
// first one; when that is torn, the second is searched at every likely place.
func newestMeta(f io.ReaderAt) (best boltMeta, ok bool) {
	for size := uint64(0); size <= 1<<16; size = max(1024, size*2) {
		m, err := readMeta(f, size)
		if err != nil {
			continue
		}
		if !ok || m.txid > best.txid {
			best, ok = m, true
		}
		if size == 0 {
			if m, err := readMeta(f, m.pageSize); err == nil && m.txid > best.txid {
				best = m
			}
			return best, true
		}
	}
	return best, ok
}

func readMeta(f io.ReaderAt, at uint64) (m boltMeta, err error) {
	page := make([]byte, pageHead+metaSize)
	if _, err := f.ReadAt(page, int64(at)); err != nil {
		return m, err
	}
	b := page[pageHead:]
	sum := fnv.New64a()
	_, _ = sum.Write(b[:metaSize-8])
	if binary.LittleEndian.Uint32(b) != boltMagic || binary.LittleEndian.Uint32(b[4:]) != boltVersion ||
		binary.LittleEndian.Uint64(b[56:]) != sum.Sum64() || binary.LittleEndian.Uint16(page[8:]) != pageMeta {
		return m, ErrDamaged
	}
	m = boltMeta{pageSize: uint64(binary.LittleEndian.Uint32(b[8:])), root: binary.LittleEndian.Uint64(b[16:]),
		freelist: binary.LittleEndian.Uint64(b[32:]), end: binary.LittleEndian.Uint64(b[40:]), txid: binary.LittleEndian.Uint64(b[48:])}
	if m.pageSize < 1024 || m.pageSize > 1<<16 || m.pageSize&(m.pageSize-1) != 0 || m.end < 4 || m.end > maxSize/1024 {
		return m, ErrDamaged
	}
	return m, nil
}

// load reads one page with its overflow and marks it as used.
func (in *inspector) load(id uint64) ([]byte, error) {
	if id < 2 || id >= in.end {
		return nil, fmt.Errorf("%w: page %d is outside", ErrDamaged, id)
	}
	head := make([]byte, pageHead)
	if _, err := in.file.ReadAt(head, int64(id*in.pageSize)); err != nil {
		return nil, unreadable(id, err)
	}
	overflow := uint64(binary.LittleEndian.Uint32(head[12:]))
	if binary.LittleEndian.Uint64(head) != id || id+overflow >= in.end {
		return nil, fmt.Errorf("%w: page %d is another", ErrDamaged, id)
	}
	for p := id; p <= id+overflow; p++ {
		if in.seen[p] {
			return nil, fmt.Errorf("%w: page %d is used twice", ErrDamaged, p)
		}
		in.seen[p] = true
	}
	data := make([]byte, (overflow+1)*in.pageSize)
	if _, err := in.file.ReadAt(data, int64(id*in.pageSize)); err != nil {
		return nil, unreadable(id, err)
	}
	return data, nil
}

func unreadable(id uint64, err error) error {
	return fmt.Errorf("%w: page %d: %w", ErrDamaged, id, err)
}

// page walks one page of a tree whose keys must lie in [from, to); nil means
// open.
func (in *inspector) page(id uint64, from, to []byte, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("%w: page %d is too deep", ErrDamaged, id)
	}
	data, err := in.load(id)
	if err != nil {
		return err
	}
	return in.elements(id, data, from, to, depth)
}

// elements walks what stands in a page, also in one inside a value.
func (in *inspector) elements(id uint64, data, from, to []byte, depth int) error {
	flags, count := binary.LittleEndian.Uint16(data[8:]), int(binary.LittleEndian.Uint16(data[10:]))
	if flags != pageBranch && flags != pageLeaf || flags == pageBranch && count == 0 {
		return fmt.Errorf("%w: page %d is neither branch nor leaf", ErrDamaged, id)
	}
	if uint64(len(data)) < uint64(pageHead)+uint64(count)*elementSize {
		return fmt.Errorf("%w: page %d: %d elements", ErrDamaged, id, count)
	}
	keys := make([][]byte, count+1)
	keys[count] = to
	rest := make([]element, count)
	for i := range count {
		e, ok := readElement(data, i, flags)
		if !ok || i > 0 && bytes.Compare(keys[i-1], e.key) >= 0 {
			return fmt.Errorf("%w: page %d: element %d", ErrDamaged, id, i)
		}
		keys[i], rest[i] = e.key, e
	}
	if count > 0 && (from != nil && bytes.Compare(keys[0], from) < 0 || to != nil && bytes.Compare(keys[count-1], to) >= 0) {
		return fmt.Errorf("%w: page %d: keys of another page", ErrDamaged, id)
	}
	for i, e := range rest {
		var err error
		switch {
		case flags == pageBranch:
			err = in.page(e.child, e.key, keys[i+1], depth+1)
		case e.bucket:
			err = in.bucket(id, e.value, depth+1)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// element is one entry of a page.
type element struct {
	key, value []byte
	child      uint64
	bucket     bool
}

func readElement(data []byte, i int, flags uint16) (e element, ok bool) {
	at := pageHead + i*elementSize
	b := data[at:]
	var pos, ksize, vsize uint64
	if flags == pageBranch {
		pos, ksize = uint64(binary.LittleEndian.Uint32(b)), uint64(binary.LittleEndian.Uint32(b[4:]))
		e.child = binary.LittleEndian.Uint64(b[8:])
	} else {
		kind := binary.LittleEndian.Uint32(b)
		if kind > bucketFlag {
			return e, false
		}
		e.bucket = kind == bucketFlag
		pos, ksize, vsize = uint64(binary.LittleEndian.Uint32(b[4:])), uint64(binary.LittleEndian.Uint32(b[8:])), uint64(binary.LittleEndian.Uint32(b[12:]))
	}
	begin := uint64(at) + pos
	if ksize == 0 || pos < elementSize || begin+ksize+vsize > uint64(len(data)) {
		return e, false
	}
	e.key, e.value = data[begin:begin+ksize], data[begin+ksize:begin+ksize+vsize]
	return e, true
}

// bucket walks a bucket: its value names the root page, or holds a small page
// itself.
func (in *inspector) bucket(id uint64, value []byte, depth int) error {
	if len(value) < 16 {
		return fmt.Errorf("%w: page %d: bucket", ErrDamaged, id)
	}
	if root := binary.LittleEndian.Uint64(value); root != 0 {
		return in.page(root, nil, nil, depth)
	}
	inline := value[16:]
	if len(inline) < pageHead || binary.LittleEndian.Uint16(inline[8:]) != pageLeaf || depth > maxDepth {
		return fmt.Errorf("%w: page %d: small bucket", ErrDamaged, id)
	}
	return in.elements(id, inline, nil, nil, depth+1)
}

// freelist reads the list of free pages: none may be used, none twice.
func (in *inspector) freelist(id uint64) error {
	data, err := in.load(id)
	if err != nil {
		return err
	}
	if binary.LittleEndian.Uint16(data[8:]) != pageFreelist {
		return fmt.Errorf("%w: page %d is not the free list", ErrDamaged, id)
	}
	count, ids := uint64(binary.LittleEndian.Uint16(data[10:])), data[pageHead:]
	if count == 0xFFFF { // a longer list counts itself
		count, ids = binary.LittleEndian.Uint64(ids), ids[8:]
	}
	if count > uint64(len(ids)/8) {
		return fmt.Errorf("%w: the free list is cut short", ErrDamaged)
	}
	for i := range count {
		p := binary.LittleEndian.Uint64(ids[i*8:])
		if p < 2 || p >= in.end || in.seen[p] {
			return fmt.Errorf("%w: page %d is free and used", ErrDamaged, p)
		}
		in.seen[p] = true
	}
	return nil
}
