package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// DemoControls are the faults of the simulated cameras, so that a guest can
// see what the office sees when a camera fails. Names and faults are
// constants of simcam; cmd ties the knot.
type DemoControls struct {
	Cameras []string // names as shown
	Faults  []string // the first one is "none"
	// Set may be slow; it is called off the UI goroutine.
	Set func(camera, fault string) error
}

func (s *Shell) demoMenu() *fyne.Menu {
	d := s.config.Demo
	m := fyne.NewMenu(lang.X("shell.menu.demo", "Demo"))
	for _, camera := range d.Cameras {
		item := fyne.NewMenuItem(camera, nil)
		item.ChildMenu = fyne.NewMenu("")
		for _, fault := range d.Faults {
			if faultWord(fault) == "" {
				continue // of use to tests only
			}
			item.ChildMenu.Items = append(item.ChildMenu.Items, s.entry(faultWord(fault), func() {
				e := s.env()
				e.Act(func() error { return d.Set(camera, fault) }, func() {
					s.toasts.Show(lang.X("shell.demo.set", "{{.Camera}}: {{.Fault}}", map[string]any{"Camera": camera, "Fault": faultWord(fault)}))
				})
			}, nil))
		}
		m.Items = append(m.Items, item)
	}
	return m
}

func faultWord(fault string) string {
	switch fault {
	case "none", "":
		return lang.X("shell.demo.none", "Bekerja normal")
	case "silence":
		return lang.X("shell.demo.silence", "Diam, sambungan tetap terbuka")
	case "drop":
		return lang.X("shell.demo.drop", "Sambungan terputus")
	case "refuse-login":
		return lang.X("shell.demo.refuse", "Sandi ditolak")
	case "repeat":
		return lang.X("shell.demo.repeat", "Mengulang gambar yang sama")
	case "loss":
		return lang.X("shell.demo.loss", "Paket hilang")
	case "jump-timestamps":
		return lang.X("shell.demo.jump", "Waktu gambar melompat")
	case "new-resolution":
		return lang.X("shell.demo.resolution", "Ukuran gambar berubah")
	}
	return hardFaultWord(fault)
}

func hardFaultWord(fault string) string {
	switch fault {
	case "corrupt":
		return lang.X("shell.demo.corrupt", "Isi gambar rusak")
	case "no-key-pictures":
		return lang.X("shell.demo.keys", "Gambar kunci tidak dikirim")
	case "not-found":
		return lang.X("shell.demo.path", "Jalur tidak ditemukan")
	case "locked":
		return lang.X("shell.demo.locked", "Akun terkunci")
	case "too-many":
		return lang.X("shell.demo.many", "Terlalu banyak penonton")
	case "not-rtsp":
		return lang.X("shell.demo.web", "Port menjawab sebagai situs web")
	case "unsupported-codec":
		return lang.X("shell.demo.codec", "Codec yang tidak dapat ditampilkan")
	}
	return ""
}
