package simcam

import "time"

// City returns the eight cameras of the demo, of four agencies. Between them
// they cover what the office meets: three video codecs, two of sound, digest
// and basic login, address shapes of several makers, 8 to 25 pictures a second
// and key pictures every 1 to 4 seconds. Names and logins are invented.
func City() []Spec {
	const user, password = "operator", "khatulistiwa-0109"
	dahua := func(s Spec) Spec {
		s.Main, s.SubPath = "/cam/realmonitor?channel=1&subtype=0", "/cam/realmonitor?channel=1&subtype=1"
		return s
	}
	city := []Spec{
		{
			Name: "Simpang Garuda", Clip: "persimpangan", Codec: "h264", Audio: "pcma", FPS: 15, KeyInterval: 2 * time.Second,
			Auth: "digest", Agency: "Dishub", Site: "Simpang Garuda", Category: "simpang",
			District: "Pontianak Kota", Village: "Darat Sekip", Path: "dishub/simpang-garuda",
		},
		{
			Name: "Jembatan Kapuas I", Clip: "jembatan", Codec: "h265", FPS: 20, KeyInterval: 3 * time.Second,
			Auth: "digest", Agency: "Dishub", Site: "Jembatan Kapuas I", Category: "jembatan",
			District: "Pontianak Selatan", Village: "Benua Melayu Laut", Path: "dishub/jembatan-kapuas-1",
		},
		{
			Name: "Pasar Flamboyan", Clip: "pasar", Codec: "h264", Audio: "pcma", FPS: 12, KeyInterval: 2 * time.Second,
			Agency: "Diskumdag", Site: "Pasar Flamboyan", Category: "pasar",
			District: "Pontianak Selatan", Village: "Benua Melayu Darat", Path: "diskumdag/pasar-flamboyan",
		},
		{
			Name: "Duga Muka Air Kapuas", Clip: "duga-air", Codec: "mjpeg", FPS: 8, KeyInterval: time.Second / 8,
			Auth: "basic", Agency: "PUPR", Site: "Rumah Pompa Parit Tokaya", Category: "rawan-banjir",
			District: "Pontianak Selatan", Village: "Parit Tokaya", Path: "pupr/duga-muka-air",
			Main: "/axis-media/media.amp", SubPath: "/axis-media/media.amp?resolution=256x144",
		},
		dahua(Spec{
			Name: "Lobi Kantor Wali Kota", Clip: "lobi", Codec: "h264", Audio: "aac", FPS: 10, KeyInterval: 4 * time.Second,
			Auth: "digest", Agency: "Diskominfo", Site: "Kantor Wali Kota", Category: "kantor",
			District: "Pontianak Kota", Village: "Tengah", Path: "diskominfo/lobi",
		}),
		dahua(Spec{
			Name: "Taman Alun Kapuas", Clip: "taman", Codec: "h265", Audio: "aac", FPS: 15, KeyInterval: 4 * time.Second,
			Auth: "digest", Agency: "PUPR", Site: "Taman Alun Kapuas", Category: "taman",
			District: "Pontianak Kota", Village: "Tengah", Path: "pupr/taman-alun-kapuas",
		}),
		{
			Name: "Terminal Batu Layang", Clip: "terminal", Codec: "h264", FPS: 25, KeyInterval: time.Second,
			Auth: "digest", Agency: "Dishub", Site: "Terminal Batu Layang", Category: "terminal",
			District: "Pontianak Utara", Village: "Batu Layang", Path: "dishub/terminal-batu-layang",
			Main: "/h264/ch1/main/av_stream", SubPath: "/h264/ch1/sub/av_stream",
		},
		{
			Name: "Gerbang Parkir Balai Kota", Clip: "parkir", Codec: "h264", FPS: 18, KeyInterval: 2 * time.Second,
			Auth: "digest", Agency: "Diskominfo", Site: "Kantor Wali Kota", Category: "kantor",
			District: "Pontianak Kota", Village: "Tengah", Path: "diskominfo/gerbang-parkir",
		},
	}
	for i := range city {
		city[i].User, city[i].Password, city[i].Sub = user, password, true
	}
	return city
}
