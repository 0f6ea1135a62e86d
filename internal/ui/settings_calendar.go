package ui

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

func fillStack(c *fyne.Container, o fyne.CanvasObject) {
	c.Objects = []fyne.CanvasObject{o}
	c.Refresh()
}

// holidaysView edits the holidays of one year; every change is kept at once.
type holidaysView struct {
	env     *env
	changed func()
	year    int
	set     db.Settings
	holder  *fyne.Container
}

func holidaysPart(e *env, changed func()) *settingsPart {
	v := &holidaysView{env: e, changed: changed, year: e.Now().In(sop.WIB()).Year(), holder: container.NewStack()}
	return &settingsPart{key: "libur", title: lang.X("office.holidays", "Hari libur"), object: v.holder,
		show: func(s db.Settings) { v.set = s; v.build() }}
}

func (v *holidaysView) ofYear() []sop.Holiday {
	var out []sop.Holiday
	prefix := strconv.Itoa(v.year) + "-"
	for _, h := range v.set.Holidays {
		if strings.HasPrefix(h.Date, prefix) {
			out = append(out, h)
		}
	}
	slices.SortFunc(out, func(a, b sop.Holiday) int { return strings.Compare(a.Date, b.Date) })
	return out
}

func (v *holidaysView) build() {
	this := v.env.Now().In(sop.WIB()).Year()
	var years []kit.Option
	for y := min(this, v.year) - 1; y <= max(this, v.year)+2; y++ {
		years = append(years, kit.Option{Value: strconv.Itoa(y), Word: strconv.Itoa(y)})
	}
	year := kit.NewChoice(years, func(value string) {
		if y, err := strconv.Atoi(value); err == nil {
			v.year = y
			v.build()
		}
	})
	year.Set(strconv.Itoa(v.year))
	list := v.ofYear()
	rows := container.New(kit.Tight(-8))
	for _, h := range list {
		rows.Add(v.row(h))
	}
	calendar := sop.NewCalendar(v.set.Profiles, v.set.Holidays)
	sum := lang.X("office.holidays.sum", "{{.Count}} hari libur, {{.Days}} hari kerja", map[string]any{"Count": len(list), "Days": calendar.WorkingDays(v.year)})
	head := container.NewHBox(container.NewGridWrap(fyne.NewSize(120, 36), year), widget.NewLabel(sum), layout.NewSpacer(),
		kit.NewButton(lang.X("office.holidays.import", "Impor CSV/XLSX…"), v.importTable),
		kit.NewButton(lang.X("office.holidays.add", "Tambah Hari Libur"), func() { v.ask(sop.Holiday{Kind: sop.HolidayNational}) }))
	body := container.New(kit.Tight(8), head)
	if len(list) == 0 {
		body.Add(kit.Note(kit.ToneWarn, say.HolidaysEmpty(v.year),
			container.NewHBox(kit.NewButton(lang.X("office.holidays.import", "Impor CSV/XLSX…"), v.importTable),
				kit.NewButton(lang.X("office.holidays.fixed", "Isi tanggal tetap"), v.addFixed))))
	}
	body.Add(kit.Section(lang.X("office.holidays", "Hari libur"), rows))
	fillStack(v.holder, body)
}

func (v *holidaysView) row(h sop.Holiday) fyne.CanvasObject {
	when := h.Date
	if t, err := time.ParseInLocation(time.DateOnly, h.Date, sop.WIB()); err == nil {
		when = say.DayDate(t)
	}
	name := widget.NewLabel(h.Name)
	name.Truncation = fyne.TextTruncateEllipsis
	return container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSize(210, 36), widget.NewLabel(when)),
		container.NewHBox(container.NewGridWrap(fyne.NewSize(120, 36), kit.Caption(say.HolidayKind(h.Kind))),
			kit.NewQuiet(lang.X("office.reader.change", "Ubah"), nil, func() { v.ask(h) }),
			kit.NewQuiet(lang.X("office.remove", "Hapus"), nil, func() { v.remove(h) })), name)
}

func holidayKinds() []kit.Option {
	kinds := []string{sop.HolidayNational, sop.HolidayShared, sop.HolidayLocal}
	options := make([]kit.Option, len(kinds))
	for i, k := range kinds {
		options[i] = kit.Option{Value: k, Word: say.HolidayKind(k)}
	}
	return options
}

func (v *holidaysView) keep(edit func([]sop.Holiday) []sop.Holiday) {
	v.env.Act(func() error {
		return v.env.Office.ChangeSettings(func(s *db.Settings) { s.Holidays = edit(s.Holidays) })
	}, func() {
		v.env.Saved()
		v.changed()
	})
}

func (v *holidaysView) addFixed() {
	year := v.year
	v.keep(func(all []sop.Holiday) []sop.Holiday { return append(all, sop.FixedHolidays(year)...) })
}

func (v *holidaysView) remove(h sop.Holiday) {
	v.env.Dialogs.Confirm(kit.Confirm{
		Title: lang.X("office.holiday.remove", "Hapus {{.Name}}?", map[string]any{"Name": h.Name}),
		Text:  lang.X("office.holiday.remove.text", "Menit kerja semua permintaan dihitung ulang tanpa hari libur ini."),
		Do:    lang.X("office.remove", "Hapus"), Danger: true,
		OK: func() {
			v.keep(func(all []sop.Holiday) []sop.Holiday {
				return slices.DeleteFunc(slices.Clone(all), func(o sop.Holiday) bool { return o == h })
			})
		}})
}

// importTable takes the holidays of a year from the table of the joint decree.
func (v *holidaysView) importTable() {
	askTable(v.env, tableAsk{
		title: lang.X("office.holidays.import.title", "Impor hari libur"),
		hint:  lang.X("office.holidays.import.hint", "Kolom: tanggal (dd-mm-yyyy), nama, jenis (nasional, cuti-bersama, setempat; kosong = nasional). Tanggal yang sudah ada diperbarui."),
		run:   v.env.Office.ImportHolidays,
		done: func(r desk.ImportReport) {
			v.env.Done(lang.X("office.holidays.imported", "{{.N}} hari libur diimpor.", map[string]any{"N": len(r.Rows)}))
			v.changed()
		},
	})
}

// ask edits one holiday, a new one when its date is empty.
func (v *holidaysView) ask(was sop.Holiday) {
	day := kit.NewDay(lang.X("office.holiday.date", "Tanggal"), "", sop.WIB(), nil)
	title := lang.X("office.holidays.add", "Tambah Hari Libur")
	if t, err := time.ParseInLocation(time.DateOnly, was.Date, sop.WIB()); err == nil {
		day.Set(t)
		title = lang.X("office.holidays.change", "Ubah Hari Libur")
	}
	name := entryWith(was.Name)
	nameField := kit.NewField(lang.X("office.holiday.name", "Nama"), name, "")
	kind := kit.NewChoice(holidayKinds(), nil)
	kind.Set(was.Kind)
	v.env.Dialogs.Ask(kit.Ask{Title: title, Do: lang.X("office.save", "Simpan"), Focus: name,
		Body: kit.Form(nameField.Object(), kit.FormRow(day.Field, kit.NewField(lang.X("office.holiday.kind", "Jenis"), kind, ""))),
		OK: func(dialog *kit.Dialog) {
			nameField.SetRefusal("")
			when, ok := day.Value()
			if ok && when.IsZero() {
				day.SetRefusal(lang.X("office.missing", "Wajib diisi."))
				ok = false
			}
			if strings.TrimSpace(name.Text) == "" {
				nameField.SetRefusal(lang.X("office.missing", "Wajib diisi."))
				ok = false
			}
			h := sop.Holiday{Date: when.In(sop.WIB()).Format(time.DateOnly), Name: strings.TrimSpace(name.Text), Kind: kind.Value()}
			if other, taken := v.taken(h.Date, was); ok && taken {
				day.SetRefusal(lang.X("office.holiday.taken", "Tanggal ini sudah tercatat: {{.Name}}.", map[string]any{"Name": other}))
				ok = false
			}
			if !ok {
				return
			}
			dialog.Close()
			v.year = when.In(sop.WIB()).Year()
			v.keep(func(all []sop.Holiday) []sop.Holiday {
				return append(slices.DeleteFunc(slices.Clone(all), func(o sop.Holiday) bool { return o == was }), h)
			})
		}})
}

// taken names another holiday of the same day.
func (v *holidaysView) taken(date string, was sop.Holiday) (name string, taken bool) {
	for _, o := range v.set.Holidays {
		if o.Date == date && o != was {
			return o.Name, true
		}
	}
	return "", false
}
