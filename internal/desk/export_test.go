package desk

import "io/fs"

// ForgetLines makes the desk read every request again, as after a start.
func ForgetLines(d *Desk) {
	d.core.book.mu.Lock()
	d.core.book.lines = nil
	d.core.book.mu.Unlock()
	d.pulse.mu.Lock()
	d.pulse.valid = false
	d.pulse.mu.Unlock()
}

// WholeOf reads a file that may vanish.
func WholeOf(f fs.File, path string, again func() (fs.FileInfo, error)) ([]byte, error) {
	return wholeOf(f, path, again)
}
