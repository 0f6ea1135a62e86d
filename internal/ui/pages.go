package ui

import (
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// section is one entry of the navigation.
type section struct {
	route string
	icon  kit.IconName
	title string
	build func(*env) Page
}

// asides are pages that are reached from others and have no place in the
// navigation.
func asides() []section {
	return []section{{"peta", kit.IconWall, lang.X("shell.nav.map", "Peta Kota"), newMapPage}}
}

// sections lists the navigation from top to bottom. It is asked when the
// window is built, because the words follow the language.
func sections() []section {
	return []section{
		{"beranda", kit.IconHome, lang.X("shell.nav.home", "Beranda"), newHomePage},
		{"permintaan", kit.IconRequests, lang.X("shell.nav.requests", "Permintaan Relay"), newRequestsPage},
		{"dinding", kit.IconWall, lang.X("shell.nav.wall", "Dinding Video"), newWallPage},
		{"kamera", kit.IconCamera, lang.X("shell.nav.cameras", "Kamera"), newCamerasPage},
		{"peralatan", kit.IconEquipment, lang.X("register.nav", "Peralatan"), newEquipmentPage},
		{"opd", kit.IconAgency, lang.X("shell.nav.agencies", "Perangkat Daerah"), newAgenciesPage},
		{"agenda", kit.IconLetter, lang.X("letters.title", "Agenda Surat"), newAgendaPage},
		{"laporan", kit.IconReport, lang.X("shell.nav.reports", "Laporan"), newReportsPage},
		{"sop", kit.IconSOP, lang.X("shell.nav.sop", "SOP"), newSOPPage},
		{"audit", kit.IconAudit, lang.X("shell.nav.audit", "Jejak Audit"), newAuditPage},
		{"pengaturan", kit.IconSettings, lang.X("shell.nav.settings", "Pengaturan"), newSettingsPage},
	}
}
