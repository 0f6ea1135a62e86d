package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"
)

// Keys names the wall's own keys.
func (p *wallPage) Keys() []Key {
	return []Key{
		{"1 … 9", lang.X("shell.wall.key.number", "Perbesar kamera pada sel itu")},
		{"Ctrl+1 … 9", lang.X("shell.wall.key.views", "Tampilan tersimpan bernomor itu, bila ada")},
		{lang.X("shell.keys.arrows", "Panah"), lang.X("shell.wall.key.move", "Pilih kamera")},
		{"Enter", lang.X("shell.wall.key.enlarge", "Perbesar kamera yang dipilih")},
		{"Esc, 0", lang.X("shell.wall.key.back", "Kembali ke semua kamera")},
		{"+ −", lang.X("shell.wall.key.zoom", "Zum gambar yang diperbesar; panah menggeser, Home gambar utuh")},
		{"S", lang.X("shell.wall.key.still", "Simpan gambar diam dengan nama dan waktu")},
		{"D", lang.X("shell.wall.key.trace", "Jalur gambar: kamera, relay, dekoder, layar")},
		{"I", lang.X("shell.wall.key.info", "Keterangan teknis pada setiap kamera")},
		{"P", lang.X("shell.wall.key.ptz", "Gerakkan kamera PTZ; tahan panah, + dan −")},
		{"J", lang.X("shell.wall.key.aside", "Jeda gambar kamera yang dipilih, atau lanjutkan")},
		{"L", lang.X("shell.wall.key.past", "Gangguan yang sudah berakhir, dan cara memberitahukannya")},
		{"R", lang.X("shell.wall.key.reconnect", "Sambungkan lagi kamera yang dipilih")},
		{lang.X("shell.wall.key.menu.press", "Menu, F10"), lang.X("shell.wall.key.menu", "Pilihan untuk kamera yang dipilih")},
		{"G", lang.X("shell.wall.key.trouble", "Perbesar kamera yang terganggu, yang terbaru dahulu; tekan lagi untuk berikutnya")},
		{"PgUp, PgDn", lang.X("shell.wall.key.page", "Halaman sebelum dan sesudahnya")},
		{"V", lang.X("shell.wall.key.view", "Tampilan tersimpan berikutnya")},
		{"T", lang.X("shell.wall.key.tour", "Mulai atau akhiri tur")},
		{lang.X("shell.wall.key.space", "Spasi"), lang.X("shell.wall.key.pause", "Jeda atau lanjutkan tur")},
		{"M", lang.X("shell.wall.key.map", "Peta kota")},
		{"C", lang.X("shell.wall.key.tree", "Daftar kamera di samping dinding")},
		{"Ctrl+F", lang.X("shell.wall.key.find", "Cari kamera pada daftar di samping dinding")},
		{lang.X("shell.wall.key.delete", "Del"), lang.X("shell.wall.key.remove", "Keluarkan kamera dari tampilan")},
		{"Ctrl+S", lang.X("shell.wall.key.save", "Simpan susunan sebagai tampilan")},
		{"F11", lang.X("shell.keys.full", "Layar penuh")},
	}
}

// Key hands a key to the wall, and serves those that need the office.
func (p *wallPage) Key(ev *fyne.KeyEvent) bool {
	if _, moves := motionOf(ev.Name); moves && p.ptz != nil {
		return true // the key that is held moves the camera
	}
	if act, ok := p.onChosen(ev.Name); ok {
		id, chosen := p.wall.Selected()
		if chosen {
			act(id)
		}
		return chosen
	}
	switch ev.Name {
	case fyne.KeyV:
		p.bar.next()
	case fyne.KeyT:
		p.bar.toggleTour()
	case fyne.KeyG:
		id, ok := p.strip.next()
		if !ok {
			return false
		}
		p.wall.Enlarge(id)
	case fyne.KeyL:
		p.strip.history()
	case fyne.KeyI:
		p.wall.SetInfo(!p.wall.Setup().Info)
	case fyne.KeyM:
		p.env.Open("peta")
	case fyne.KeyC:
		p.setTree(!p.wall.Setup().Tree)
	default:
		return p.wall.Key(ev)
	}
	return true
}

// onChosen is what a key does with the camera that was chosen.
func (p *wallPage) onChosen(key fyne.KeyName) (func(ulid.ULID), bool) {
	switch key {
	case fyne.KeyS:
		return p.still, true
	case fyne.KeyD:
		return p.wall.Trace, true
	case fyne.KeyP:
		return p.togglePTZ, true
	case fyne.KeyJ:
		return func(id ulid.ULID) { p.wall.PutAside(id, !p.wall.Aside(id)) }, true
	case fyne.KeyR:
		return func(id ulid.ULID) {
			if camera, ok := p.find(id); ok {
				p.reconnect(camera)
			}
		}, true
	case desktop.KeyMenu, fyne.KeyF10:
		return p.wall.OpenMenu, true
	}
	return nil, false
}

// Number shows the kept view with a number and says whether there is one.
func (p *wallPage) Number(n int) bool {
	v, ok := p.wall.Setup().Find(n)
	if ok {
		p.wall.Show(v)
	}
	return ok
}
