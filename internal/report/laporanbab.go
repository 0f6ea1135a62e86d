package report

import (
	"io"
	"strconv"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// BAB III to V of the yearly report and its annexes: what was counted.

// figure draws a chart with its caption, unless there is nothing to draw.
func (p *yearPaper) figure(caption string, c chart) {
	if c.empty() {
		return
	}
	if c.height == 0 {
		c.height = 58
	}
	p.need(c.height + 14)
	p.Ln(1)
	p.chart(c)
	p.figures++
	title := "Gambar " + strconv.Itoa(p.figures) + ". " + caption
	p.listed("gambar", title)
	p.centre(title, "B", 10)
	p.font("", bodySize)
	p.Ln(3)
}

// faults says on the report's face which sums do not add up.
func (p *yearPaper) faults() {
	if len(p.d.Figures.Faults) == 0 {
		p.para("Pemeriksaan jumlah: setiap rincian pada laporan ini telah dijumlahkan ulang dan sama dengan jumlah seluruhnya.", 10)
		return
	}
	p.font("B", bodySize)
	p.block("PERHATIAN: jumlah berikut tidak sama dengan jumlah seluruhnya. Periksa catatannya sebelum laporan ditandatangani.", 0, "L")
	p.font("", bodySize)
	for _, text := range FaultWords(p.d.Figures.Faults) {
		p.item("–", text)
	}
	p.Ln(2)
}

// FaultWords says which sums of a report do not add up.
func FaultWords(faults []sop.SumFault) []string {
	var out []string
	for _, f := range faults {
		out = append(out, "Tabel "+f.Table+", "+dash(f.What)+": rincian "+sop.LetterNumber(f.Sum)+", seluruhnya "+sop.LetterNumber(f.Total)+" (selisih "+signed(float64(f.Sum-f.Total), 0)+").")
	}
	return out
}

func (p *yearPaper) equipment() {
	y := p.d.Figures
	p.chapter("BAB III", "Data Peralatan")
	p.section("A. Jumlah Peralatan")
	p.para(stockSentence(y), 10)
	p.faults()
	p.tabulation(stockTable(y).numbered("1"))
	p.tabulation(agencyTable(y).numbered("2"))
	p.tabulation(districtTable(y).numbered("3"))
	p.section("B. Kondisi")
	p.tabulation(conditionTable(y).numbered("4"))
	p.figure("Kondisi peralatan", conditionChart(y))
	p.section("C. Status Operasi")
	p.tabulation(statusTable(y, y.StatusByAgency, "Perangkat Daerah", "5a Status OPD").numbered("5a"))
	p.tabulation(statusTable(y, y.StatusByDistrict, "kecamatan", "5b Status Kecamatan").numbered("5b"))
	p.figure("Status operasi kamera menurut kecamatan", statusChart(y))
	p.section("D. Media Sambungan")
	p.tabulation(mediaTable(y).numbered("6"))
	p.section("E. Umur Peralatan")
	p.tabulation(ageTable(y).numbered("7"))
	p.figure("Umur peralatan", ageChart(y))
	p.section("F. Ketersediaan Tayangan")
	p.para(uptimeSentence(y), 10)
	p.figure("Ketersediaan tayangan per bulan (bagian waktu pantau ketika kamera memberi gambar)", uptimeChart(y))
	p.section("G. Mutasi")
	p.tabulation(moveTable(y).numbered("8"))
	p.section("H. Uraian")
	p.text(TextEquipment)
}

func (p *yearPaper) relaying() {
	y := p.d.Figures
	p.chapter("BAB IV", "Pelaksanaan Relay")
	p.section("A. Permintaan")
	p.para(askedSentence(y), 10)
	p.tabulation(monthTable(y).numbered("9"))
	p.figure("Permintaan relay per bulan", monthChart(y))
	p.tabulation(askedTable(y).numbered("10"))
	p.section("B. Kepatuhan terhadap Waktu Baku")
	p.tabulation(timeTable(y).numbered("11"))
	p.figure("Langkah yang selesai dalam waktu baku", timeChart(y))
	p.section("C. Capaian Kinerja")
	p.tabulation(goalTable(p.d).numbered("12a"))
	p.tabulation(againstTable(p.d).numbered("12b"))
	p.section("D. Uraian")
	p.text(TextRelay)
}

func (p *yearPaper) troubled() {
	p.chapter("BAB V", "Permasalahan dan Tindak Lanjut")
	p.section("A. Kendala yang Tercatat")
	p.tabulation(troubleTable(p.d).numbered("13"))
	p.section("B. Permasalahan")
	p.text(TextTroubles)
	p.section("C. Tindak Lanjut")
	p.text(TextNextSteps)
}

// annexes lie across: their tables are wide.
func (p *yearPaper) annexes() {
	y := p.d.Figures
	begin := func(n, title string) {
		p.lie(true)
		text := "Lampiran " + n + ". " + title
		p.centre(text, "B", 13)
		p.note(entry{list: "isi", text: text})
		p.Bookmark(text, 0, 0)
		p.Ln(2)
	}
	begin("1", "Ketersediaan Tayangan dan Gangguan Kamera")
	p.tabulation(uptimeTable(y.Uptime.Agencies, y.Uptime.All, "Perangkat Daerah", "14 Ketersediaan OPD", false).numbered("14"))
	p.tabulation(uptimeTable(y.Uptime.Districts, y.Uptime.All, "kecamatan", "15 Ketersediaan Kecamatan", false).numbered("15"))
	p.tabulation(outageTable(y).numbered("16"))
	if !p.d.Public {
		p.tabulation(uptimeTable(y.Uptime.Cameras, y.Uptime.All, "kamera", "17 Ketersediaan Kamera", true).numbered("17"))
	}
	begin("2", "Daftar Rinci Peralatan per "+sop.LetterDate(lastDay(y)))
	p.tabulation(printedInventory(p.d.Items, p.d.Public))
	begin("3", "Daftar Permintaan Relay Tahun "+strconv.Itoa(y.Year))
	p.tabulation(requestTable(p.d.Requests))
}

func requestTable(list []YearRequest) tabulation {
	t := tabulation{caption: "Permintaan yang masuk, berjalan, atau selesai pada tahun laporan", sheet: "Daftar Permintaan", columns: []Column{
		{Name: "no", Title: "No", Width: 8}, {Title: "Nomor registrasi", Width: 27}, {Title: "Masuk", Width: 19}, {Title: "Perangkat Daerah", Width: 44}, {Title: "Hal", Width: 62},
		{Title: "Kamera", Width: 14}, {Title: "Keadaan", Width: 24}, {Title: "Selesai", Width: 19}, {Title: "Proses (menit)", Width: 16}, {Title: "Baku (menit)", Width: 16},
	}, sums: []int{5}}
	for i, r := range list {
		t.rows = append(t.rows, []any{i + 1, r.Number, day(r.Registered), r.Agency, r.Subject, r.Cameras, r.Status, day(r.Finished), r.Minutes, r.Standard})
	}
	return t
}

// writeXLSX writes the tables as a workbook, each on a sheet of its own.
func (d LaporanTahunan) writeXLSX(w io.Writer) error {
	b, err := newBook(d.title(), d.Printed, d.Edition+" – "+d.level())
	if err != nil {
		return err
	}
	for _, t := range d.tables() {
		if err := b.table(d.title()+" – "+d.Edition+" – "+d.level(), t); err != nil {
			return err
		}
	}
	return b.write(w)
}

// tables are all tables in the order of the report.
func (d LaporanTahunan) tables() []tabulation {
	y := d.Figures
	out := []tabulation{
		stockTable(y).numbered("1"), agencyTable(y).numbered("2"), districtTable(y).numbered("3"), conditionTable(y).numbered("4"),
		statusTable(y, y.StatusByAgency, "Perangkat Daerah", "5a Status OPD").numbered("5a"),
		statusTable(y, y.StatusByDistrict, "kecamatan", "5b Status Kecamatan").numbered("5b"),
		mediaTable(y).numbered("6"), ageTable(y).numbered("7"), moveTable(y).numbered("8"),
		monthTable(y).numbered("9"), askedTable(y).numbered("10"), timeTable(y).numbered("11"), goalTable(d).numbered("12a"), againstTable(d).numbered("12b"), troubleTable(d).numbered("13"),
		uptimeTable(y.Uptime.Agencies, y.Uptime.All, "Perangkat Daerah", "14 Ketersediaan OPD", false).numbered("14"),
		uptimeTable(y.Uptime.Districts, y.Uptime.All, "kecamatan", "15 Ketersediaan Kecamatan", false).numbered("15"),
		outageTable(y).numbered("16"),
	}
	if !d.Public {
		out = append(out, uptimeTable(y.Uptime.Cameras, y.Uptime.All, "kamera", "17 Ketersediaan Kamera", true).numbered("17"))
	}
	faults := tabulation{caption: "Pemeriksaan jumlah", sheet: "Pemeriksaan Jumlah", columns: []Column{{Name: "no", Title: "No", Width: 7}, {Title: "Jumlah yang tidak sama", Width: 60}}}
	for i, text := range FaultWords(y.Faults) {
		faults.rows = append(faults.rows, []any{i + 1, text})
	}
	return append(out, fullInventory(d.Items, d.Public, false), requestTable(d.Requests), faults)
}

// Sentences that the figures write themselves.

func stockSentence(y sop.Yearly) string {
	if y.Items == 0 {
		return "Pada " + sop.LetterDate(lastDay(y)) + " tidak ada peralatan yang tercatat (nihil)."
	}
	return "Sampai dengan " + sop.LetterDate(lastDay(y)) + " dikelola " + sop.LetterNumber(y.Items) + " peralatan, di antaranya " + sop.LetterNumber(y.Cameras) +
		" kamera pada " + sop.LetterNumber(y.Sites) + " titik. Angka diturunkan dari mutasi dan pemeriksaan yang dicatat, bukan dari jumlah yang diketik."
}

func askedSentence(y sop.Yearly) string {
	came, cancelled, left := cameIn(y), 0, y.Carried
	for m, r := range y.Months {
		cancelled += r.Cancelled
		if y.From.In(sop.WIB()).AddDate(0, m, 0).Before(y.Until) {
			left = r.Running
		}
	}
	if came+y.Carried == 0 {
		return "Tidak ada permintaan relay pada tahun " + strconv.Itoa(y.Year) + " (nihil)."
	}
	return "Pada tahun " + strconv.Itoa(y.Year) + " masuk " + sop.LetterNumber(came) + " permintaan relay di samping " + sop.LetterNumber(y.Carried) +
		" sisa tahun sebelumnya; " + sop.LetterNumber(y.Whole.Count) + " selesai, " + sop.LetterNumber(cancelled) + " dibatalkan, dan " + sop.LetterNumber(left) + " masih berjalan."
}

func uptimeSentence(y sop.Yearly) string {
	all := y.Uptime.All
	up, known := all.Share()
	if !known {
		return "Ketersediaan tayangan belum terukur: cctvdesk tidak memantau kamera pada tahun laporan (nihil)."
	}
	text := "Dari waktu yang dipantau cctvdesk, kamera memberi gambar " + floored(up).String() + ". Yang dipantau adalah " + floored(all.WatchedShare()).String() +
		" dari tahun laporan untuk " + sop.LetterNumber(all.Cameras) + " kamera; waktu selebihnya tidak dinilai. Tercatat " + sop.LetterNumber(all.Outages) + " gangguan"
	if all.Outages > 0 {
		text += ", terlama " + stretch(all.Longest).String() + ", paling sering karena " + outageCause(all.Cause)
	}
	text += ". Rinciannya pada Lampiran 1."
	if n := y.Checks.Online + y.Checks.Offline; n > 0 {
		text += " Berdasarkan pemeriksaan: " + sop.LetterNumber(y.Checks.Online) + " dari " + sop.LetterNumber(n) + " hasil pemeriksaan menyatakan kamera online (" + floored(float64(y.Checks.Online)/float64(n)).String() + ")."
	}
	return text
}

// The charts.

func conditionChart(y sop.Yearly) chart {
	c := chart{stacked: true, lying: true, series: []series{{name: "Baik", color: inkBlue()}, {name: "Rusak Ringan", color: inkAmber()}, {name: "Rusak Berat", color: inkRed()}, {name: "Belum dicatat", color: inkGrey()}}}
	for i := len(y.Conditions) - 1; i >= 0; i-- {
		r := y.Conditions[i]
		c.names = append(c.names, shorten(stated(r.Kind)))
		c.add(r.Good, r.Worn, r.Broken, r.Unstated)
	}
	return c.lowered()
}

func statusChart(y sop.Yearly) chart {
	c := chart{stacked: true, lying: true, series: []series{{name: "Online", color: inkBlue()}, {name: "Offline", color: inkRed()}, {name: "Tidak aktif / belum diperiksa", color: inkGrey()}}}
	for i := len(y.StatusByDistrict) - 1; i >= 0; i-- {
		r := y.StatusByDistrict[i]
		c.names = append(c.names, shorten(stated(r.Name)))
		c.add(r.Online, r.Offline, r.Other)
	}
	return c.lowered()
}

func ageChart(y sop.Yearly) chart {
	c := chart{series: []series{{color: inkBlue()}}, height: 48}
	for i, age := range sop.AgeColumns() {
		n := 0
		for _, r := range y.Ages {
			n += r.Cells[i]
		}
		c.names = append(c.names, ageWord(age))
		c.add(n)
	}
	return c
}

func monthChart(y sop.Yearly) chart {
	c := chart{series: []series{{name: "Masuk", color: inkBlue()}, {name: "Selesai", color: inkTeal()}, {name: "Dibatalkan", color: inkAmber()}}}
	for m, r := range y.Months {
		c.names = append(c.names, sop.MonthName(time.Month(m + 1))[:3])
		c.add(r.Came, r.Finished, r.Cancelled)
	}
	return c
}

func timeChart(y sop.Yearly) chart {
	c := chart{percent: true, series: []series{{color: inkBlue()}}, height: 52}
	for _, r := range y.Times {
		c.names = append(c.names, "Langkah "+strconv.Itoa(r.N))
		v := -1.0
		if r.Count > 0 {
			v = r.Share()
		}
		c.series[0].values = append(c.series[0].values, v)
	}
	return c
}

func uptimeChart(y sop.Yearly) chart {
	c := chart{percent: true, series: []series{{color: inkTeal()}}, height: 52}
	for m, u := range y.Uptime.Months {
		c.names = append(c.names, sop.MonthName(time.Month(m + 1))[:3])
		v := -1.0
		if u.Watched > 0 {
			v = float64(floored(float64(u.Watched-u.Down) / float64(u.Watched)))
		}
		c.series[0].values = append(c.series[0].values, v)
	}
	return c
}

func (c *chart) add(values ...int) {
	for i, v := range values {
		c.series[i].values = append(c.series[i].values, float64(v))
	}
}

// lowered gives lying bars the height they need, and takes out a last series
// that has nothing.
func (c chart) lowered() chart {
	rest := 0.0
	for _, v := range c.series[len(c.series)-1].values {
		rest += v
	}
	if rest == 0 {
		c.series = c.series[:len(c.series)-1]
	}
	c.height = 22 + float64(len(c.names))*7.5
	return c
}

func shorten(name string) string {
	if r := []rune(name); len(r) > 28 {
		return string(r[:27]) + "…"
	}
	return name
}
