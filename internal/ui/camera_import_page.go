package ui

import "github.com/oklog/ulid/v2"

// importArg is the route of the import of a table: "kamera/impor".
const importArg = "impor"

// showImport shows the import; what was tested stays while one is elsewhere in it.
func (p *camerasPage) showImport() {
	p.endWizard()
	p.shown = ulid.ULID{}
	if p.table == nil {
		p.table = newCameraImport(p.env, func() { p.env.Open("kamera") })
	}
	p.show(p.table.root)
	p.env.Window.Canvas().Focus(p.table.path)
}

// endImport stops the tests of a table that nobody looks at any more.
func (p *camerasPage) endImport() {
	if p.table != nil {
		p.table.task.Cancel()
		p.table = nil
	}
}

// Drop takes a table that was dragged onto the page.
func (p *camerasPage) Drop(paths []string) {
	if p.wizard != nil {
		return
	}
	p.env.Open("kamera/" + importArg)
	if p.table != nil {
		p.table.take(paths[0])
	}
}
