package simcam

import (
	"fmt"
	"slices"
)

// PTZMove is one movement that was asked of a device.
type PTZMove struct {
	Kind            string // ContinuousMove, Stop, GotoPreset
	Pan, Tilt, Zoom float64
	Timeout, Preset string
}

// ptzAsked is what is read of a question about movement.
type ptzAsked struct {
	Velocity struct {
		PanTilt struct {
			X float64 `xml:"x,attr"`
			Y float64 `xml:"y,attr"`
		}
		Zoom struct {
			X float64 `xml:"x,attr"`
		}
	}
	Timeout     string
	PresetToken string
}

// maxMoves bounds what is remembered.
const maxMoves = 256

// presets are the positions that every device has kept.
func presets() [][2]string {
	return [][2]string{{"1", "Simpang utara"}, {"2", "Lampu merah"}, {"3", "Halte"}}
}

// Moves are the movements that were asked for, the newest last.
func (d *ONVIF) Moves() []PTZMove {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.moves)
}

// move answers the questions that move the lens; false when this is none.
func (d *ONVIF) move(name string, q ptzAsked) (string, bool) {
	if !d.spec.PTZ {
		return "", false
	}
	switch name {
	case "GetPresets":
		body := `<tptz:GetPresetsResponse>`
		for _, p := range presets() {
			body += fmt.Sprintf(`<tptz:Preset token="%s"><tt:Name>%s</tt:Name></tptz:Preset>`, p[0], escape(p[1]))
		}
		return body + `</tptz:GetPresetsResponse>`, true
	case "GotoPreset":
		if !slices.ContainsFunc(presets(), func(p [2]string) bool { return p[0] == q.PresetToken }) {
			return "", false
		}
	case "ContinuousMove":
		if q.Timeout == "" { // a device that is told to move for ever is a fault of ours
			return "", false
		}
	case "Stop":
	default:
		return "", false
	}
	d.mu.Lock()
	d.moves = append(d.moves, PTZMove{name, q.Velocity.PanTilt.X, q.Velocity.PanTilt.Y, q.Velocity.Zoom.X, q.Timeout, q.PresetToken})
	d.moves = d.moves[max(0, len(d.moves)-maxMoves):]
	d.mu.Unlock()
	d.log.Info("simcam: moved", "kind", name, "pan", q.Velocity.PanTilt.X, "tilt", q.Velocity.PanTilt.Y, "zoom", q.Velocity.Zoom.X, "preset", q.PresetToken)
	return `<tptz:` + name + `Response></tptz:` + name + `Response>`, true
}
