package sop

import (
	"strings"
	"time"
	"unicode"
)

// AgencySeed is one entry of the directory that the office starts with.
type AgencySeed struct {
	Code, Name, Short, Kind, HeadTitle string
	// Confirm marks entries the office should look at: found in no source, or
	// with a name that may have changed (domain 9.2).
	Confirm bool
}

// DefaultAgencies is the directory of Perangkat Daerah of Pontianak (domain
// 9.2). All of it is editable.
func DefaultAgencies() []AgencySeed {
	out := []AgencySeed{
		{Name: "Sekretariat Daerah", Short: "Setda", Kind: "sekretariat", HeadTitle: "Sekretaris Daerah"},
		{Name: "Sekretariat DPRD", Short: "Setwan", Kind: "sekretariat", HeadTitle: "Sekretaris DPRD"},
		{Name: "Inspektorat", Short: "Inspektorat", Kind: "inspektorat", HeadTitle: "Inspektur"},
		{Name: "Badan Keuangan dan Aset Daerah", Short: "BKAD", Kind: "badan"},
		{Name: "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", Short: "BKPSDM", Kind: "badan"},
		{Name: "Badan Perencanaan Pembangunan Daerah", Short: "Bappeda", Kind: "badan", Confirm: true},
		{Name: "Dinas Perhubungan", Short: "Dishub", Kind: "dinas"},
		{Name: "Dinas Komunikasi dan Informatika", Short: "Diskominfo", Kind: "dinas"},
		{Name: "Dinas Pekerjaan Umum dan Penataan Ruang", Short: "PUPR", Kind: "dinas"},
		{Name: "Satuan Polisi Pamong Praja", Short: "Satpol PP", Kind: "lainnya", HeadTitle: "Kepala Satuan"},
		{Name: "Dinas Kependudukan dan Pencatatan Sipil", Short: "Disdukcapil", Kind: "dinas"},
		{Name: "Dinas Pendidikan dan Kebudayaan", Short: "Disdikbud", Kind: "dinas"},
		{Name: "Dinas Kesehatan", Short: "Dinkes", Kind: "dinas"},
		{Name: "Dinas Sosial", Short: "Dinsos", Kind: "dinas"},
		{Name: "Dinas Koperasi, Usaha Mikro dan Perdagangan", Short: "Diskumdag", Kind: "dinas"},
		{Name: "Dinas Penanaman Modal, Tenaga Kerja dan Pelayanan Terpadu Satu Pintu", Short: "DPMTKPTSP", Kind: "dinas"},
		{Name: "Dinas Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Perempuan dan Perlindungan Anak", Short: "DP2KBP3A", Kind: "dinas"},
		{Name: "Dinas Kepemudaan, Olahraga dan Pariwisata", Short: "Disporapar", Kind: "dinas"},
		{Name: "Dinas Perpustakaan dan Kearsipan", Short: "Disperpusip", Kind: "dinas", Confirm: true},
		{Name: "Dinas Pangan, Pertanian dan Perikanan", Short: "DPPP", Kind: "dinas", Confirm: true},
		{Name: "RSUD Sultan Syarif Mohamad Alkadrie", Short: "RSUD SSMA", Kind: "rsud"},
		{Name: "Badan Pendapatan Daerah", Short: "Bapenda", Kind: "badan", Confirm: true},
		{Name: "Dinas Lingkungan Hidup", Short: "DLH", Kind: "dinas", Confirm: true},
		{Name: "Dinas Perumahan Rakyat dan Kawasan Permukiman", Short: "DPRKP", Kind: "dinas", Confirm: true},
		{Name: "Badan Penanggulangan Bencana Daerah", Short: "BPBD", Kind: "badan", HeadTitle: "Kepala Pelaksana", Confirm: true},
		{Name: "Badan Kesatuan Bangsa dan Politik", Short: "Kesbangpol", Kind: "badan", Confirm: true},
		{Name: "Dinas Pemadam Kebakaran", Short: "Damkar", Kind: "dinas", Confirm: true},
		{Name: "RSUD Pontianak Utara", Short: "RSUD Utara", Kind: "rsud", Confirm: true},
	}
	for _, d := range Districts() {
		out = append(out, AgencySeed{Name: "Kecamatan " + d.Name, Short: "Kec. " + d.Name, Kind: "kecamatan"})
	}
	for i := range out {
		out[i].Code = slugCode(out[i].Short)
		if out[i].HeadTitle == "" {
			out[i].HeadTitle = headOf(out[i].Kind)
		}
	}
	return out
}

// headOf is how the head of a kind of agency is called.
func headOf(kind string) string {
	switch kind {
	case "dinas":
		return "Kepala Dinas"
	case "badan":
		return "Kepala Badan"
	case "kecamatan":
		return "Camat"
	case "kelurahan":
		return "Lurah"
	case "rsud":
		return "Direktur"
	case "inspektorat":
		return "Inspektur"
	default:
		return "Kepala"
	}
}

func slugCode(short string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, short)
}

// AddressLine is whom a letter to the agency is for: "Kepala Dinas
// Perhubungan", "Camat Pontianak Kota", "Inspektur", "Direktur RSUD …".
func (a Agency) AddressLine() string {
	head := strings.TrimSpace(a.HeadTitle)
	if head == "" {
		head = headOf(a.Kind)
	}
	switch a.Kind {
	case "inspektorat":
		return head
	case "sekretariat":
		if strings.HasPrefix(head, "Sekretaris ") {
			return head
		}
	case "kecamatan", "kelurahan":
		name := strings.TrimPrefix(strings.TrimPrefix(a.Name, "Kecamatan "), "Kelurahan ")
		return head + " " + name
	}
	// "Kepala Dinas" + "Dinas Perhubungan" says Dinas once.
	words := strings.Fields(head)
	if last := words[len(words)-1]; strings.HasPrefix(a.Name, last+" ") {
		return strings.Join(words[:len(words)-1], " ") + " " + a.Name
	}
	return head + " " + a.Name
}

// PrintedTitle is an official's jabatan as printed, with Plt. or Plh.
func (o Official) PrintedTitle() string {
	switch o.Acting {
	case "plt":
		return "Plt. " + o.Title
	case "plh":
		return "Plh. " + o.Title
	}
	return o.Title
}

// Holds says whether the official is in office on t's day.
func (o Official) Holds(t time.Time) bool {
	day := dayNumber(t)
	return (o.From.IsZero() || dayNumber(o.From) <= day) && (o.To.IsZero() || day <= dayNumber(o.To))
}

// HolderOf finds who holds a role at t: of several, who took office last.
func HolderOf(officials []Official, role Role, t time.Time) (Official, bool) {
	var best Official
	found := false
	for _, o := range officials {
		if o.Role == role && o.Holds(t) && (!found || o.From.After(best.From)) {
			best, found = o, true
		}
	}
	return best, found
}

// District is a kecamatan with its kelurahan.
type District struct {
	Code, Name string
	Villages   []string
}

// Districts are the six kecamatan and 29 kelurahan of Pontianak (domain 9.1).
func Districts() []District {
	return []District{
		{"61.71.01", "Pontianak Selatan", []string{"Benua Melayu Laut", "Benua Melayu Darat", "Parit Tokaya", "Kota Baru", "Akcaya"}},
		{"61.71.02", "Pontianak Timur", []string{"Parit Mayor", "Banjar Serasan", "Saigon", "Tanjung Hulu", "Tanjung Hilir", "Dalam Bugis", "Tambelan Sampit"}},
		{"61.71.03", "Pontianak Barat", []string{"Pal Lima", "Sungai Jawi Dalam", "Sungai Jawi Luar", "Sungai Beliung"}},
		{"61.71.04", "Pontianak Utara", []string{"Siantan Hulu", "Siantan Tengah", "Siantan Hilir", "Batu Layang"}},
		{"61.71.05", "Pontianak Kota", []string{"Sungai Bangkong", "Darat Sekip", "Tengah", "Mariana", "Sungai Jawi"}},
		{"61.71.06", "Pontianak Tenggara", []string{"Bansir Laut", "Bansir Darat", "Bangka Belitung Laut", "Bangka Belitung Darat"}},
	}
}

// SamePlace compares names of places, offices and the like as people type
// them: official lists join some words, so blanks, case and signs do not count.
func SamePlace(a, b string) bool { return slugCode(a) == slugCode(b) }
