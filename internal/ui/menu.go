package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
)

// menu is the real menu bar. An entry that the open page cannot do is left
// out of its work, not out of the menu: the bar stays the same everywhere.
func (s *Shell) menu() *fyne.MainMenu {
	menus := []*fyne.Menu{s.fileMenu(), s.requestMenu(), s.cameraMenu(), s.viewMenu(), s.reportMenu()}
	if s.config.Demo != nil {
		menus = append(menus, s.demoMenu())
	}
	return fyne.NewMainMenu(append(menus, s.helpMenu())...)
}

func (s *Shell) fileMenu() *fyne.Menu {
	quit := s.entry(lang.X("shell.menu.quit", "Keluar"), s.Quit, ctrl(fyne.KeyQ))
	// Fyne adds its own, untranslated Quit to the first menu without one.
	quit.IsQuit = true
	return fyne.NewMenu(lang.X("shell.menu.file", "Berkas"),
		s.entry(lang.X("shell.menu.save", "Simpan"), s.save, ctrl(fyne.KeyS)),
		s.entry(lang.X("shell.menu.undo", "Urungkan Tindakan Terakhir"), func() { s.env().Undo() }, &fyne.ShortcutUndo{}),
		s.entry(lang.X("shell.menu.redo", "Ulangi Tindakan"), func() { s.env().Redo() }, &fyne.ShortcutRedo{}),
		fyne.NewMenuItemSeparator(),
		s.entry(lang.X("shell.menu.backup", "Cadangkan Sekarang"), s.backup, nil),
		s.entry(lang.X("shell.menu.settings", "Pengaturan"), func() { s.Open("pengaturan") }, ctrl(fyne.KeyComma)),
		fyne.NewMenuItemSeparator(), quit)
}

func (s *Shell) requestMenu() *fyne.Menu {
	return fyne.NewMenu(lang.X("shell.menu.request", "Permintaan"),
		s.entry(lang.X("shell.menu.request.new", "Permintaan Baru"), func() { s.Open("permintaan/baru") }, shiftCtrl(fyne.KeyP)),
		s.entry(lang.X("shell.menu.request.list", "Daftar Permintaan"), func() { s.Open("permintaan") }, nil),
		s.entry(lang.X("shell.menu.request.late", "Permintaan Terlambat"), func() { s.Open("permintaan?terlambat") }, nil),
		fyne.NewMenuItemSeparator(),
		s.entry(lang.X("shell.menu.agencies", "Perangkat Daerah"), func() { s.Open("opd") }, nil))
}

func (s *Shell) cameraMenu() *fyne.Menu {
	return fyne.NewMenu(lang.X("shell.menu.camera", "Kamera"),
		s.entry(lang.X("shell.menu.camera.new", "Hubungkan Kamera"), func() { s.Open("kamera/baru") }, shiftCtrl(fyne.KeyK)),
		s.entry(lang.X("shell.menu.camera.list", "Daftar Kamera"), func() { s.Open("kamera") }, nil),
		s.entry(lang.X("shell.menu.camera.bad", "Kamera Terganggu"), func() { s.Open("kamera?terganggu") }, nil),
		fyne.NewMenuItemSeparator(),
		s.entry(lang.X("shell.menu.readers.now", "Pembaca Tersambung"), func() { s.Open("kamera/" + readersArg) }, nil),
		s.entry(lang.X("shell.menu.readers", "Akun Pembaca"), func() { s.Open("pengaturan/relay") }, nil))
}

func (s *Shell) viewMenu() *fyne.Menu {
	m := fyne.NewMenu(lang.X("shell.menu.view", "Tampilan"))
	for i, sec := range sections() {
		var key fyne.Shortcut
		if i < 10 { // Alt+1 to Alt+9, and Alt+0 for the tenth
			key = &desktop.CustomShortcut{KeyName: fyne.KeyName(rune('0' + (i+1)%10)), Modifier: fyne.KeyModifierAlt}
		}
		m.Items = append(m.Items, s.entry(sec.title, func() { s.Open(sec.route) }, key))
	}
	m.Items = append(m.Items, fyne.NewMenuItemSeparator(),
		s.entry(lang.X("shell.menu.back", "Halaman Sebelumnya"), s.Back, &desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierAlt}),
		s.entry(lang.X("shell.menu.find", "Cari"), s.search, ctrl(fyne.KeyF)),
		s.entry(lang.X("shell.menu.new", "Baru di Halaman Ini"), s.create, ctrl(fyne.KeyN)),
		s.entry(lang.X("shell.menu.reload", "Muat Ulang"), s.reload, plain(fyne.KeyF5)),
		fyne.NewMenuItemSeparator(),
		s.entry(lang.X("shell.nav.map", "Peta Kota"), func() { s.Open("peta") }, nil),
		s.entry(lang.X("shell.menu.wall.second", "Dinding di Layar Kedua"), s.secondWall, nil),
		s.entry(lang.X("shell.menu.look", "Terang atau Gelap"), s.toggleLook, nil),
		s.entry(lang.X("shell.menu.full", "Layar Penuh"), s.fullScreen, plain(fyne.KeyF11)))
	return m
}

func (s *Shell) reportMenu() *fyne.Menu {
	return fyne.NewMenu(lang.X("shell.menu.report", "Laporan"),
		s.entry(lang.X("shell.menu.report.nota", "Nota Dinas Laporan Hasil Relay"), func() { s.Open("laporan/nota-dinas") }, nil),
		s.entry(lang.X("letters.menu.month", "Rekapitulasi Bulanan"), func() { s.Open("laporan/rekap-bulanan") }, nil),
		s.entry(lang.X("letters.menu.compliance", "Kepatuhan Waktu Baku"), func() { s.Open("laporan/kepatuhan") }, nil),
		s.entry(lang.X("letters.menu.monitoring", "Monitoring SOP"), func() { s.Open("laporan/monitoring-sop") }, nil),
		s.entry(lang.X("annual.paper.counts", "Daftar Jumlah Peralatan"), func() { s.Open("laporan/daftar-jumlah") }, nil),
		s.entry(lang.X("annual.paper.detail", "Daftar Rinci Peralatan"), func() { s.Open("laporan/daftar-rinci") }, nil),
		s.entry(lang.X("annual.title", "Laporan Tahunan"), func() { s.Open("laporan/laporan-tahunan") }, nil),
		s.entry(lang.X("letters.menu.agenda", "Agenda Surat"), func() { s.Open("agenda") }, nil),
		s.entry(lang.X("shell.menu.report.all", "Semua Laporan"), func() { s.Open("laporan") }, nil),
		s.entry(lang.X("shell.menu.audit", "Jejak Audit"), func() { s.Open("audit") }, nil))
}

func (s *Shell) helpMenu() *fyne.Menu {
	return fyne.NewMenu(lang.X("shell.menu.help", "Bantuan"),
		s.entry(lang.X("shell.menu.keys", "Tombol Halaman Ini"), s.showKeys, plain(fyne.KeyF1)),
		s.entry(lang.X("shell.menu.firstrun", "Panduan Mulai"), s.FirstRun, nil),
		fyne.NewMenuItemSeparator(),
		s.entry(lang.X("shell.menu.about", "Tentang cctvdesk"), s.About, nil))
}

// entry is a menu item that does nothing while a dialog is open: Fyne serves
// menu shortcuts even then, and a page must not change beneath a question.
func (s *Shell) entry(label string, do func(), key fyne.Shortcut) *fyne.MenuItem {
	item := fyne.NewMenuItem(label, func() {
		if !s.dialogs.Open() && !s.done {
			do()
		}
	})
	item.Shortcut = key
	return item
}

func ctrl(k fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierControl}
}

func shiftCtrl(k fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierControl | fyne.KeyModifierShift}
}

// plain names a key without a modifier, for the menu to show; Fyne serves
// only keys with one, bindKeys does the rest.
func plain(k fyne.KeyName) fyne.Shortcut { return &desktop.CustomShortcut{KeyName: k} }
