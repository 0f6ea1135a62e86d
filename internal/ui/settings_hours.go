package ui

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// hoursPart shows and edits the profiles of working hours by which minutes are
// counted.
func hoursPart(e *env, changed func()) *settingsPart {
	part := &settingsPart{key: "jam", title: lang.X("office.hours", "Jam kerja")}
	holder := container.NewStack()
	times := timesPart(e, changed)
	part.object = container.New(kit.Tight(12), holder, times.object)
	part.action, part.dirty, part.save = times.action, times.dirty, times.save
	part.show = func(s db.Settings) {
		times.show(s)
		box := container.New(kit.Tight(12), kit.Muted(lang.X("office.hours.hint", "Waktu proses dihitung dalam menit kerja menurut profil ini. Profil yang mulai berlaku paling akhir didahulukan.")))
		v := &hoursView{env: e, changed: changed, all: s.Profiles}
		for i, profile := range s.Profiles {
			box.Add(kit.Section(profile.Name, profileView(profile), v.actions(i)...))
		}
		fillStack(holder, box)
	}
	return part
}

func profileView(p sop.Profile) fyne.CanvasObject {
	facts := []kit.Fact{{Name: lang.X("office.hours.valid", "Berlaku"), Value: periodWords(p.From, p.To)}}
	for d := time.Monday; d <= time.Saturday+1; d++ {
		spans := p.Days[d%7]
		if len(spans) == 0 {
			continue
		}
		first := d // days with the same hours stand together
		for d < time.Saturday+1 && slices.Equal(spans, p.Days[(d+1)%7]) {
			d++
		}
		name := say.Weekday(first % 7)
		if d > first {
			name = lang.X("office.hours.days", "{{.From}}–{{.To}}", map[string]any{"From": name, "To": say.Weekday(d % 7)})
		}
		facts = append(facts, kit.Fact{Name: name, Value: spanWords(spans)})
	}
	return kit.Facts(facts...)
}

func periodWords(from, to time.Time) string {
	switch {
	case from.IsZero() && to.IsZero():
		return lang.X("office.hours.always", "Sepanjang tahun")
	case to.IsZero():
		return lang.X("office.official.from", "sejak {{.From}}", map[string]any{"From": say.ShortDate(from)})
	}
	return lang.X("office.official.fromto", "{{.From}} s.d. {{.To}}", map[string]any{"From": say.ShortDate(from), "To": say.ShortDate(to)})
}

func spanWords(spans []sop.Span) string {
	parts := make([]string, len(spans))
	minutes := 0
	for i, s := range spans {
		parts[i] = fmt.Sprintf("%02d.%02d–%02d.%02d", s.From/60, s.From%60, s.To/60, s.To%60)
		minutes += s.To - s.From
	}
	return lang.X("office.hours.spans", "{{.Spans}} ({{.Sum}})", map[string]any{"Spans": strings.Join(parts, ", "), "Sum": say.Minutes(minutes)})
}

// hoursView edits the profiles; every change is kept at once.
type hoursView struct {
	env     *env
	changed func()
	all     []sop.Profile
}

func (v *hoursView) actions(i int) []fyne.CanvasObject {
	acts := []fyne.CanvasObject{
		kit.NewQuiet(lang.X("office.hours.edit", "Ubah…"), nil, func() { v.edit(v.all[i], i) }),
		kit.NewQuiet(lang.X("office.hours.copy", "Salin…"), nil, func() {
			fresh := v.all[i]
			fresh.ID, fresh.From, fresh.To = ulid.Make().String(), time.Time{}, time.Time{}
			v.edit(fresh, -1)
		}),
	}
	if len(v.all) > 1 {
		acts = append(acts, kit.NewQuiet(lang.X("office.remove", "Hapus"), nil, func() { v.remove(i) }))
	}
	return acts
}

func (v *hoursView) remove(i int) {
	p := v.all[i]
	v.env.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("office.holiday.remove", "Hapus {{.Name}}?", map[string]any{"Name": p.Name}),
		Text:  lang.X("office.hours.remove.text", "Menit kerja semua permintaan pada masa itu dihitung ulang menurut profil lain yang berlaku."),
		Do:    lang.X("office.remove", "Hapus"), Danger: true,
		OK: func() {
			v.env.Act(func() error {
				return v.env.Office.ChangeProfiles(func(s *db.Settings) {
					s.Profiles = slices.DeleteFunc(slices.Clone(s.Profiles), func(o sop.Profile) bool { return o.ID == p.ID })
				})
			}, v.saved)
		}})
}

func (v *hoursView) saved() {
	v.env.Saved()
	v.changed()
}

// hoursForm is one profile: its name, the days it is valid, and the hours of
// each day of the week as people write them.
type hoursForm struct {
	name      *kit.Entry
	nameField *kit.Field
	from, to  *kit.DateClock
	days      [7]*kit.Entry // Monday first
	fields    [7]*kit.Field
}

func weekdayAt(i int) time.Weekday { return time.Weekday((i + 1) % 7) }

func newHoursForm(p sop.Profile) *hoursForm {
	f := &hoursForm{name: kit.NewEntry("")}
	f.name.SetText(p.Name)
	f.nameField = kit.NewField(lang.X("office.hours.name", "Nama profil"), f.name, "")
	f.from = kit.NewDay(lang.X("office.hours.from", "Berlaku dari (kosong = selalu)"), "", sop.WIB(), nil)
	f.to = kit.NewDay(lang.X("office.hours.to", "Sampai (kosong = seterusnya)"), "", sop.WIB(), nil)
	f.from.Set(p.From)
	f.to.Set(p.To)
	for i := range f.days {
		f.days[i] = kit.NewEntry(lang.X("office.hours.off", "libur"))
		f.days[i].SetText(spansText(p.Days[weekdayAt(i)]))
		f.fields[i] = kit.NewField(say.Weekday(weekdayAt(i)), f.days[i], "")
	}
	return f
}

func (f *hoursForm) object() fyne.CanvasObject {
	form := kit.Form(f.nameField.Object(), kit.FormRow(f.from.Field, f.to.Field),
		kit.Muted(lang.X("office.hours.form", "Tulis jam kerja seperti 07.15–12.00, 13.00–15.45. Kosong berarti libur.")))
	for i := 0; i < 6; i += 2 {
		form.Add(kit.FormRow(f.fields[i], f.fields[i+1]))
	}
	form.Add(f.fields[6].Object())
	return form
}

// into reads the form; what cannot be read is refused at its field.
func (f *hoursForm) into(p sop.Profile) (sop.Profile, bool) {
	from, ok1 := f.from.Value()
	to, ok2 := f.to.Value()
	ok := ok1 && ok2
	p.Name, p.From, p.To, p.Days = strings.TrimSpace(f.name.Text), from, to, map[time.Weekday][]sop.Span{}
	for i, e := range f.days {
		f.fields[i].SetRefusal("")
		spans, good := readSpans(e.Text)
		if !good {
			f.fields[i].SetRefusal(lang.X("office.hours.bad", "Tulis seperti 07.15–12.00, 13.00–15.45."))
			ok = false
		}
		if len(spans) > 0 {
			p.Days[weekdayAt(i)] = spans
		}
	}
	return p, ok
}

func spansText(spans []sop.Span) string {
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = fmt.Sprintf("%02d.%02d–%02d.%02d", s.From/60, s.From%60, s.To/60, s.To%60)
	}
	return strings.Join(parts, ", ")
}

// readSpans reads hours as they are written: stretches parted by commas or
// semicolons, each from a time to a later one, none reaching into the next.
func readSpans(text string) ([]sop.Span, bool) {
	var out []sop.Span
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' }) {
		part = strings.NewReplacer("–", "-", "—", "-", "s.d.", "-", " ", "").Replace(strings.ToLower(part))
		if part == "" {
			continue
		}
		from, to, found := strings.Cut(part, "-")
		a, ok1 := minuteOfDay(from)
		b, ok2 := minuteOfDay(to)
		if !found || !ok1 || !ok2 || a >= b {
			return nil, false
		}
		out = append(out, sop.Span{From: a, To: b})
	}
	slices.SortFunc(out, func(a, b sop.Span) int { return cmp.Compare(a.From, b.From) })
	for i := 1; i < len(out); i++ {
		if out[i].From < out[i-1].To {
			return nil, false
		}
	}
	return out, true
}

func minuteOfDay(text string) (int, bool) {
	var h, m int
	n, err := fmt.Sscanf(strings.ReplaceAll(text, ":", ".")+" ", "%d.%d ", &h, &m)
	if err != nil || n != 2 || h < 0 || h > 24 || m < 0 || m > 59 || h == 24 && m > 0 {
		return 0, false
	}
	return h*60 + m, true
}

// edit asks for one profile; at is its place, -1 for a new one.
func (v *hoursView) edit(p sop.Profile, at int) {
	form := newHoursForm(p)
	v.env.Dialogs.Ask(kit.Ask{Title: lang.X("office.hours", "Jam kerja"), Body: form.object(), Do: lang.X("office.save", "Simpan"), Width: 640, Focus: form.name,
		OK: func(d *kit.Dialog) {
			changed, ok := form.into(p)
			if !ok {
				return
			}
			v.env.Try(func() error {
				return v.env.Office.ChangeProfiles(func(s *db.Settings) {
					s.Profiles = slices.Clone(s.Profiles)
					if i := slices.IndexFunc(s.Profiles, func(o sop.Profile) bool { return o.ID == changed.ID }); i >= 0 {
						s.Profiles[i] = changed
					} else {
						s.Profiles = append(s.Profiles, changed)
					}
				})
			}, func(err error) {
				var field *desk.FieldError
				switch {
				case errors.As(err, &field) && field.Field == "name":
					form.nameField.SetRefusal(say.Error(err).What)
				case errors.As(err, &field) && field.Field == "to":
					form.to.SetRefusal(lang.X("office.official.until.bad", "Hari terakhir harus sesudah hari pertama."))
				case errors.As(err, &field):
					form.fields[0].SetRefusal(lang.X("office.hours.empty", "Isi jam kerja sedikitnya satu hari."))
				case err != nil:
					v.env.Fail(err)
				default:
					d.Close()
					v.saved()
				}
			})
		}})
}
