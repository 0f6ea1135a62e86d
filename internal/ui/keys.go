package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// bindKeys serves the keys that nothing focused has used; kit's widgets hand
// on Escape, F1, F5 and F11 even while they have the focus.
func (s *Shell) bindKeys() {
	s.window.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) {
		if s.done {
			return
		}
		if s.dialogs.Key(ev.Name) {
			return
		}
		if k, ok := s.shown().(Keyer); ok && k.Key(ev) {
			return
		}
		switch ev.Name {
		case fyne.KeyF1:
			s.showKeys()
		case fyne.KeyF5:
			s.reload()
		case fyne.KeyF11:
			s.fullScreen()
		case fyne.KeyEscape:
			if s.window.FullScreen() {
				s.fullScreen()
			}
			s.window.Canvas().Unfocus()
		}
	})
}

// bindNumbers serves Ctrl and a digit: what the page on screen has under it, the
// wall its kept views, else the page of the navigation. Alt and the digit, in the
// menu, is always the page.
func (s *Shell) bindNumbers() {
	for i, sec := range sections() {
		if i > 8 {
			return
		}
		s.window.Canvas().AddShortcut(ctrl(fyne.KeyName(rune('1'+i))), func(fyne.Shortcut) {
			if s.dialogs.Open() || s.done {
				return
			}
			if p, ok := s.shown().(Numberer); !ok || !p.Number(i+1) {
				s.Open(sec.route)
			}
		})
	}
}

func (s *Shell) save() {
	if p, ok := s.shown().(Saver); ok {
		p.Save()
	}
}

func (s *Shell) search() {
	if p, ok := s.shown().(Searcher); ok {
		p.Search()
	}
}

// create makes a new record of the page's kind; a page without one begins a
// request, which is what the office does most.
func (s *Shell) create() {
	if p, ok := s.shown().(Creator); ok {
		p.Create()
		return
	}
	s.Open("permintaan/baru")
}

func (s *Shell) reload() {
	if p, ok := s.shown().(Reloader); ok {
		p.Reload()
	}
}

// fullScreen fills the screen, or ends that. A page that can stand alone, the
// wall, then has the whole screen, without navigation and menu.
func (s *Shell) fullScreen() {
	on := !s.window.FullScreen()
	s.window.SetFullScreen(on)
	s.immerse(on)
}

func (s *Shell) immerse(on bool) {
	page, ok := s.shown().(Immerser)
	if on == s.alone || on && !ok {
		return
	}
	s.alone = on
	if !on {
		s.window.SetMainMenu(s.menu())
		s.showOffice()
	} else {
		s.window.SetMainMenu(nil)
		s.frame.Objects = []fyne.CanvasObject{container.NewStack(s.host, s.toasts.Object())}
		s.frame.Refresh()
	}
	s.window.SetContent(s.frame) // the toolkit gives or takes the menu's room only then
	if ok {
		page.Immerse(on)
	}
}

// showKeys is the sheet of F1: the keys of the page, then those of the window.
func (s *Shell) showKeys() {
	var title string
	var own []Key
	if k, ok := s.shown().(Keyer); ok {
		title, own = s.shown().Title(), k.Keys()
	}
	showKeySheet(s.dialogs, title, own, []Key{
		{"Alt+1 … 9, 0", lang.X("shell.keys.pages", "Buka halaman pada navigasi (di luar dinding juga Ctrl+1 … 9)")},
		{"Ctrl+F", lang.X("shell.keys.find", "Cari di halaman ini")},
		{"Ctrl+N", lang.X("shell.keys.new", "Buat baru di halaman ini")},
		{"Ctrl+S", lang.X("shell.keys.save", "Simpan yang sedang diisi")},
		{"Ctrl+Z", lang.X("shell.keys.undo", "Urungkan tindakan terakhir (di isian: urungkan ketikan)")},
		{"Ctrl+Y", lang.X("shell.keys.redo", "Ulangi yang diurungkan")},
		{"F5", lang.X("shell.keys.reload", "Muat ulang halaman")},
		{lang.X("shell.keys.back.press", "Alt+Kiri"), lang.X("shell.keys.back", "Halaman sebelumnya")},
		{lang.X("shell.keys.list.press", "Panah, Enter"), lang.X("shell.keys.list", "Pilih dan buka baris daftar")},
		{"Tab", lang.X("shell.keys.tab", "Isian atau tombol berikutnya")},
		{"Esc", lang.X("shell.keys.escape", "Tutup dialog, kosongkan pencarian")},
		{"F11", lang.X("shell.keys.full", "Layar penuh")},
		{"F1", lang.X("shell.keys.help", "Daftar tombol ini")},
	})
}

// showKeySheet shows a page's own keys, when it has any, and those of the window.
func showKeySheet(dialogs *kit.Dialogs, title string, own, window []Key) {
	sheet := func(title string, keys []Key) fyne.CanvasObject {
		return container.New(kit.Tight(2), kit.Subheading(title), keyTable(keys))
	}
	all := sheet(lang.X("shell.keys.window", "Di semua halaman"), window)
	ask := kit.Ask{Title: lang.X("shell.keys", "Tombol"), Body: all, Width: 480}
	if len(own) > 0 { // side by side, so that all can be read without scrolling
		ask.Body, ask.Width = container.NewGridWithColumns(2, sheet(title, own), all), 980
	}
	dialogs.Ask(ask)
}

func keyTable(keys []Key) fyne.CanvasObject {
	rows := container.New(kit.Tight(-12))
	for _, k := range keys {
		press := widget.NewLabel(k.Press)
		press.TextStyle.Bold = true
		rows.Add(container.NewBorder(nil, nil, container.New(kit.AtLeast(130, 0), press), nil, kit.Paragraph(k.Does)))
	}
	return rows
}
