package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/report"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The texts of the report that people write.
const (
	TextPreface   = report.TextPreface
	TextReason    = report.TextReason
	TextBasis     = report.TextBasis
	TextPurpose   = report.TextPurpose
	TextScope     = report.TextScope
	TextOffice    = report.TextOffice
	TextTasks     = report.TextTasks
	TextEquipment = report.TextEquipment
	TextRelay     = report.TextRelay
	TextTroubles  = report.TextTroubles
	TextNextSteps = report.TextNextSteps
	TextSummary   = report.TextSummary
	TextAdvice    = report.TextAdvice
)

// paper is the report as it is printed.
func (d annualDesk) paper(public bool, edition string) report.LaporanTahunan {
	out := report.LaporanTahunan{
		Head: d.head, Division: d.set.Division, Section: d.set.Section, Public: public, Edition: edition,
		Figures: d.figures, Last: d.last, LastLocked: d.locked, Texts: map[string]string{}, Targets: d.notes.Targets, FollowUps: d.notes.FollowUps, SOP: d.set.SOP,
		Officials: d.holders(), Items: d.inventory(d.data.Until), Requests: d.annex(),
		Kasi: d.signer(sop.RoleKasi, d.now), Kabid: d.signer(sop.RoleKabid, d.now), Kadis: d.signer(sop.RoleKadis, d.now), Date: d.now, Printed: d.now,
		CauseWord: causeWord,
	}
	for _, key := range report.TextKeys() {
		out.Texts[key] = cmp.Or(strings.TrimSpace(d.notes.Texts[key]), d.texts[key])
	}
	return out
}

// holders are who held the offices of the procedure in the year.
func (d annualDesk) holders() []report.OfficialLine {
	last := d.data.Until.Add(-time.Second)
	var out []report.OfficialLine
	for _, role := range []sop.Role{sop.RoleKadis, sop.RoleKabid, sop.RoleKasi} {
		var held []sop.Official
		for _, o := range d.officials {
			if o.Role == role && !(o.From.After(last)) && (o.To.IsZero() || !o.To.Before(d.data.From)) {
				held = append(held, o)
			}
		}
		slices.SortFunc(held, func(a, b sop.Official) int { return a.From.Compare(b.From) })
		for _, o := range held {
			out = append(out, report.OfficialLine{Title: cmp.Or(o.PrintedTitle(), roleTitle(role)), Name: o.Name, NIP: o.NIP, Span: spanWords(o.From, o.To)})
		}
		if len(held) == 0 {
			out = append(out, report.OfficialLine{Title: roleTitle(role)})
		}
	}
	return out
}

// spanWords is a stretch of days on paper; what is not known is left out.
func spanWords(from, to time.Time) string {
	switch {
	case from.IsZero() && to.IsZero():
		return ""
	case to.IsZero():
		return "sejak " + sop.LetterDate(from)
	case from.IsZero():
		return "s.d. " + sop.LetterDate(to)
	}
	return sop.LetterDate(from) + " s.d. " + sop.LetterDate(to)
}

// annex are the requests that were on the desk in the year.
func (d annualDesk) annex() []report.YearRequest {
	var out []report.YearRequest
	for _, req := range d.requests {
		closed := d.closed(req)
		if !req.Registered.Before(d.data.Until) || !closed.IsZero() && closed.Before(d.data.From) {
			continue
		}
		t := req.Totals(d.calendar, d.until())
		row := report.YearRequest{
			Number: req.Number, Agency: d.agencies[req.Number].Name, Subject: req.Subject, Registered: req.Registered, Cameras: len(req.Cameras),
			Minutes: t.Minutes, Standard: t.Standard, Status: "Masih berjalan",
		}
		if !closed.IsZero() && closed.Before(d.data.Until) {
			row.Status, row.Finished = statusWord(was(req)), closed
		}
		out = append(out, row)
	}
	return out
}

// inventory is the register as it stood at the end of the day before until, in
// the words of papers.
func (d annualDesk) inventory(until time.Time) []report.InventoryItem {
	var out []report.InventoryItem
	for _, e := range d.items {
		s := d.stateAt(e, until)
		if !s.Held() {
			continue
		}
		kind, spot := sop.KindOf(d.kinds, e.Kind), d.spots[s.SiteID]
		it := report.InventoryItem{
			Code: e.Code, Kind: kind.Name, ItemCode: e.ItemCode, Register: e.Register, Name: e.Name, Brand: e.Brand, Model: e.Model, Serial: e.Serial,
			Form: report.FormWord(e.Camera.Type), Spec: e.Spec, Count: s.Quantity, Unit: cmp.Or(e.Unit, kind.Unit),
			Year: e.Owned.Year, Acquired: report.AcquiredWord(e.Owned.Acquired), Fund: e.Owned.Fund, Price: e.Owned.Price,
			Agency: d.owners[e.Owned.AgencyID].Name, Manager: e.Owned.Manager, Site: spot.Name, District: spot.District,
			Provider: e.Link.Provider, Condition: report.ConditionWord(string(s.Condition)),
			Status: assetWord(s.Status), Installed: e.Installed, Checked: s.Inspected, Warranty: e.Owned.Warranty, IP: e.Link.IP, MAC: e.Link.MAC, Note: e.Note,
		}
		if e.Link.Media != "" {
			it.Medium = report.MediumWord(e.Link.Media)
		}
		if s.Operation != "" {
			it.Operation = report.OperationWord(string(s.Operation))
		}
		if s.Operation == sop.Offline {
			it.Cause = report.OfflineWord(s.Cause)
		}
		if kind.Camera {
			it.Spec = listed(", ", e.Camera.Resolution, infrared(e.Camera.Infrared), e.Spec)
		}
		if spot.Located() {
			it.Place = fmt.Sprintf("%.6f, %.6f", spot.Lat, spot.Lon)
		}
		out = append(out, it)
	}
	return out
}

func infrared(has bool) string {
	if has {
		return "IR"
	}
	return ""
}

// assetWord is where a thing stands in the books.
func assetWord(s sop.AssetStatus) string {
	switch s {
	case sop.AssetProposed:
		return "Usul hapus"
	case sop.AssetHanded:
		return "Mutasi"
	case sop.AssetRemoved:
		return "Dihapus"
	}
	return "Aktif"
}

// defaults are the texts of the report as long as nobody wrote others: they
// say what holds for every office, and what the figures say.
func (d annualDesk) defaults() map[string]string {
	year := strconv.Itoa(d.figures.Year)
	office := cmp.Or(d.set.Office, "Dinas Komunikasi dan Informatika")
	city := "Kota " + cmp.Or(d.set.City, "Pontianak")
	section, division := cmp.Or(d.set.Section, "Seksi SPTIK"), cmp.Or(d.set.Division, "Bidang TKPBET")
	return map[string]string{
		report.TextPreface: "Puji syukur kami panjatkan ke hadirat Tuhan Yang Maha Esa atas tersusunnya Laporan Tahunan Peralatan Surveillance yang Dikelola Tahun " + year + ".\n\n" +
			"Laporan ini memuat keadaan peralatan, pelaksanaan relay tayangan, serta kendala dan tindak lanjutnya selama satu tahun. Seluruh angka diturunkan dari catatan mutasi, pemeriksaan, permintaan, dan gangguan yang dibuat sepanjang tahun.\n\n" +
			"Kami mengucapkan terima kasih kepada Perangkat Daerah dan semua pihak yang membantu. Saran untuk perbaikan kami terima dengan terbuka.",
		report.TextReason: "Kamera surveillance milik Perangkat Daerah di " + city + " direlay ke Data Center agar dapat dipantau bersama untuk keamanan, kelancaran lalu lintas, dan penanggulangan bencana.\n\n" +
			"SOP Relay Tayangan Surveillance menetapkan pencatatan berupa daftar jumlah peralatan dan laporan tahunan peralatan surveillance yang dikelola. Laporan ini disusun untuk memenuhi ketentuan tersebut.",
		report.TextBasis:   numbered(passages(d.set.SOP.LegalBasis)),
		report.TextPurpose: "Laporan ini dimaksudkan untuk menyajikan data peralatan surveillance dan hasil pelaksanaan relay tayangan Tahun " + year + ".\n\nTujuannya adalah menjadi bahan pertanggungjawaban kepada Kepala Dinas serta bahan perencanaan pengadaan, pemeliharaan, dan perbaikan layanan pada tahun berikutnya.",
		report.TextScope:   "Laporan mencakup peralatan surveillance yang dikelola " + section + " pada " + d.spanOfYear() + ", permintaan relay tayangan, kepatuhan terhadap waktu baku, ketersediaan tayangan, serta kendala dan tindak lanjutnya.",
		report.TextOffice:  section + " berada pada " + division + ", " + office + " " + city + ".",
		report.TextTasks: "Dalam pelayanan relay tayangan surveillance, " + section + " bertugas:\n1. melakukan setting relay di Data Center sesuai disposisi;\n2. menguji tayangan setiap kamera dan melaporkan hasilnya kepada Kepala Dinas;\n" +
			"3. mencatat peralatan, mutasi, dan pemeriksaannya; dan\n4. menyusun daftar jumlah peralatan dan laporan tahunan.",
		report.TextEquipment: d.equipmentWords(),
		report.TextRelay:     d.relayWords(),
		report.TextTroubles:  d.troubleWords(),
		report.TextNextSteps: "1. Memeriksa kamera yang offline bersama Perangkat Daerah pemilik.\n2. Mengusulkan perbaikan atau penghapusan peralatan yang rusak berat.\n3. Menindaklanjuti penyebab gangguan yang paling sering pada Tabel 13 dan Tabel 16.",
		report.TextSummary:   d.summaryWords(),
		report.TextAdvice:    "1. Perangkat Daerah menetapkan penanggung jawab pemeliharaan dan memastikan langganan internet kamera dibayar tepat waktu.\n2. Pemeriksaan lapangan dilakukan sekurang-kurangnya setiap enam bulan.",
	}
}

// spanOfYear is the time that the report covers.
func (d annualDesk) spanOfYear() string {
	return sop.LetterDate(d.data.From) + " sampai dengan " + sop.LetterDate(d.data.Until.Add(-time.Second))
}

func passages(list []sop.Passage) []string {
	var out []string
	for _, p := range list {
		out = append(out, p.Text)
	}
	return out
}

func numbered(lines []string) string {
	for i := range lines {
		lines[i] = strconv.Itoa(i+1) + ". " + lines[i]
	}
	return strings.Join(lines, "\n")
}

func (d annualDesk) equipmentWords() string {
	y := d.figures
	if y.Items == 0 {
		return "Nihil: tidak ada peralatan yang tercatat pada akhir masa laporan."
	}
	good, broken, added, gone := 0, 0, 0, 0
	for _, r := range y.Conditions {
		good, broken = good+r.Good, broken+r.Broken
	}
	for _, r := range y.Kinds {
		added, gone = added+r.Added, gone+r.Gone
	}
	return fmt.Sprintf("Dari %s peralatan, %s dalam kondisi baik dan %s rusak berat. Selama masa laporan bertambah %s dan berkurang %s peralatan.",
		sop.LetterNumber(y.Items), sop.LetterNumber(good), sop.LetterNumber(broken), sop.LetterNumber(added), sop.LetterNumber(gone))
}

func (d annualDesk) relayWords() string {
	y := d.figures
	if y.Whole.Count == 0 {
		return "Nihil: tidak ada permintaan relay yang selesai pada masa laporan."
	}
	return fmt.Sprintf("Dari %s permintaan yang selesai, %s selesai dalam waktu baku %d menit.", sop.LetterNumber(y.Whole.Count), sop.LetterNumber(y.Whole.OnTime), y.Whole.Standard)
}

func (d annualDesk) troubleWords() string {
	if len(d.figures.Troubles) == 0 {
		return "Nihil: tidak ada kendala yang tercatat pada masa laporan."
	}
	top := d.figures.Troubles[0]
	return fmt.Sprintf("Kendala yang paling sering tercatat: %s (%s kali). Seluruhnya dimuat pada Tabel 13.", report.TroubleWord(top, causeWord), sop.LetterNumber(top.Count))
}

func (d annualDesk) summaryWords() string {
	y := d.figures
	lines := []string{fmt.Sprintf("Pada akhir masa laporan dikelola %s peralatan, di antaranya %s kamera pada %s titik.", sop.LetterNumber(y.Items), sop.LetterNumber(y.Cameras), sop.LetterNumber(y.Sites))}
	came := 0
	for _, m := range y.Months {
		came += m.Came
	}
	lines = append(lines, fmt.Sprintf("Masuk %s permintaan relay dan %s permintaan selesai.", sop.LetterNumber(came), sop.LetterNumber(y.Whole.Count)))
	if up := y.Indicator(sop.IndicatorUptime); up.Known {
		lines = append(lines, "Ketersediaan tayangan dari waktu yang dipantau: "+report.SharePercent(up.Value)+".")
	}
	return numbered(lines)
}
