package desk

import (
	"os"
	"sync"
)

// viewFolder is where copies of attachments lie while other programs show
// them. It is made when the first one is wanted.
type viewFolder struct {
	mu   sync.Mutex
	path string
}

func (v *viewFolder) folder() (string, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.path != "" {
		return v.path, nil
	}
	path, err := os.MkdirTemp("", "cctvdesk-") // 0700
	if err == nil {
		v.path = path
	}
	return path, err
}

// remove takes the copies away.
func (v *viewFolder) remove() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.path == "" {
		return nil
	}
	path := v.path
	v.path = ""
	return os.RemoveAll(path)
}
