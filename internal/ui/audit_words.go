package ui

import (
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
)

// objectWord names what kind of record an entry of the trail is about.
func objectWord(object string) string {
	switch object {
	case db.ObjectRequest:
		return lang.X("office.object.request", "Permintaan")
	case db.ObjectCamera:
		return lang.X("office.object.camera", "Kamera")
	case db.ObjectAgency:
		return lang.X("office.object.agency", "Perangkat daerah")
	case db.ObjectOfficial:
		return lang.X("office.object.official", "Pejabat")
	case db.ObjectAccount:
		return lang.X("office.object.account", "Akun pembaca")
	case db.ObjectLetter:
		return lang.X("office.object.letter", "Surat")
	case db.ObjectEquipment:
		return lang.X("register.nav", "Peralatan")
	case db.ObjectSpot:
		return lang.X("register.field.site", "Titik")
	case db.ObjectSettings:
		return lang.X("office.object.settings", "Pengaturan")
	}
	return ""
}

// happenedWords is when something happened, where that is not when it was
// recorded.
func happenedWords(a db.AuditEntry) string {
	if !apart(a) {
		return "–"
	}
	return say.DateClock(a.Happened)
}
