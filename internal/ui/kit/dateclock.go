package kit

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
)

// What people write: 8-9-2026 8.05, 08/09/2026 08:05, or the day alone.
var dateClock = regexp.MustCompile(`^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[ ,]+(\d{1,2})[.:](\d{2})(?:\s*WIB)?)?$`)

// DateClock is a field for a day and a time, written dd-mm-yyyy hh.mm as the
// office writes it. Up and Down move by a day (with the time: by a minute
// while the cursor stands in it); a button fills in now.
type DateClock struct {
	*Field

	entry   *Entry
	zone    *time.Location
	dayOnly bool
}

// NewDateClock returns a field for a moment. now is asked when the button is
// pressed; it may be nil, then there is no button.
func NewDateClock(name, hint string, zone *time.Location, now func() time.Time) *DateClock {
	return newDateClock(name, hint, zone, now, false)
}

// NewDay returns a field for a day without a time.
func NewDay(name, hint string, zone *time.Location, now func() time.Time) *DateClock {
	return newDateClock(name, hint, zone, now, true)
}

func newDateClock(name, hint string, zone *time.Location, now func() time.Time, dayOnly bool) *DateClock {
	d := &DateClock{zone: zone, dayOnly: dayOnly}
	button := lang.X("shell.field.now", "Sekarang")
	placeholder := lang.X("shell.field.dateclock", "tt-bb-tttt jj.mm")
	if dayOnly {
		button = lang.X("shell.field.today", "Hari ini")
		placeholder = lang.X("shell.field.day", "tt-bb-tttt")
	}
	d.entry = NewEntry(placeholder)
	d.entry.OnKey = d.step
	d.entry.OnChanged = func(string) { d.SetRefusal("") }
	var input fyne.CanvasObject = d.entry
	if now != nil {
		input = container.NewBorder(nil, nil, nil, NewButton(button, func() { d.Set(now()) }), d.entry)
	}
	d.Field = NewField(name, input, hint)
	return d
}

// Set shows t; the zero time empties the field.
func (d *DateClock) Set(t time.Time) {
	if t.IsZero() {
		d.entry.SetText("")
		return
	}
	d.entry.SetText(t.In(d.zone).Format(d.form()))
}

// Empty says whether nothing is written.
func (d *DateClock) Empty() bool { return strings.TrimSpace(d.entry.Text) == "" }

// Value reads the field. When it cannot be read the field says so beneath
// itself and ok is false; an empty field is the zero time and ok.
func (d *DateClock) Value() (t time.Time, ok bool) {
	if d.Empty() {
		return time.Time{}, true
	}
	t, ok = parseDateClock(d.entry.Text, d.zone, d.dayOnly)
	if ok {
		d.SetRefusal("")
		return t, true
	}
	if d.dayOnly {
		d.SetRefusal(lang.X("shell.field.day.bad", "Tanggal tidak terbaca. Contoh: 08-09-2026"))
	} else {
		d.SetRefusal(lang.X("shell.field.dateclock.bad", "Tanggal dan jam tidak terbaca. Contoh: 08-09-2026 08.15"))
	}
	return time.Time{}, false
}

// Disable and Enable lock and free the field.
func (d *DateClock) Disable() { d.entry.Disable() }

// Enable frees the field.
func (d *DateClock) Enable() { d.entry.Enable() }

func (d *DateClock) form() string {
	if d.dayOnly {
		return "02-01-2006"
	}
	return "02-01-2006 15.04"
}

func (d *DateClock) step(key fyne.KeyName) bool {
	dir := 0
	switch key {
	case fyne.KeyUp:
		dir = 1
	case fyne.KeyDown:
		dir = -1
	default:
		return false
	}
	t, ok := parseDateClock(d.entry.Text, d.zone, d.dayOnly)
	if !ok {
		return true
	}
	column := d.entry.CursorColumn
	if !d.dayOnly && column > len("02-01-2006") {
		t = t.Add(time.Duration(dir) * time.Minute)
	} else {
		t = t.AddDate(0, 0, dir)
	}
	d.Set(t)
	d.entry.CursorColumn = column
	d.entry.Refresh()
	return true
}

func parseDateClock(s string, zone *time.Location, dayOnly bool) (time.Time, bool) {
	m := dateClock.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil || (!dayOnly && m[4] == "") {
		return time.Time{}, false
	}
	var n [6]int
	for i := 1; i < len(m); i++ {
		if m[i] != "" {
			v, err := strconv.Atoi(m[i])
			if err != nil {
				return time.Time{}, false
			}
			n[i] = v
		}
	}
	if dayOnly {
		n[4], n[5] = 0, 0
	}
	t := time.Date(n[3], time.Month(n[2]), n[1], n[4], n[5], 0, 0, zone)
	// time.Date carries over; 31-02 and 25.00 are mistakes, not March and tomorrow.
	same := t.Day() == n[1] && int(t.Month()) == n[2] && t.Hour() == n[4] && t.Minute() == n[5]
	return t, same
}
