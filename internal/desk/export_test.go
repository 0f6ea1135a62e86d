package desk

// ForgetLines makes the desk read every request again, as after a start.
func ForgetLines(d *Desk) {
	d.core.book.mu.Lock()
	d.core.book.lines = nil
	d.core.book.mu.Unlock()
	d.pulse.mu.Lock()
	d.pulse.valid = false
	d.pulse.mu.Unlock()
}
