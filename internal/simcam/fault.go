package simcam

// Fault is one way in which a camera fails. The constants are also the words
// that the demo menu and the tests use.
type Fault string

// The faults. Those in the first block leave a reader connected and spoil what
// it receives; those in the second end every connection at once and change
// what the next one meets, as a camera does that was restarted or given
// another password.
const (
	None           Fault = "none"
	Silence        Fault = "silence"         // the connection stays open, no packet comes
	Repeat         Fault = "repeat"          // the same picture again and again, with advancing timestamps
	Loss           Fault = "loss"            // Spec.Loss per cent of the packets never leave the camera
	JumpTimestamps Fault = "jump-timestamps" // every three seconds the RTP time jumps an hour on, or back
	Corrupt        Fault = "corrupt"         // bytes of every picture are wrong; packets and key pictures come
	NoKeyPictures  Fault = "no-key-pictures" // key pictures are withheld; of MJPEG that is every picture

	Drop             Fault = "drop"              // every connection ends, the port is closed
	RefuseLogin      Fault = "refuse-login"      // no password is right any more
	NewResolution    Fault = "new-resolution"    // restarts; the main stream has the size of the sub stream
	HangDescribe     Fault = "hang-describe"     // DESCRIBE is never answered
	Mute             Fault = "mute"              // connections are accepted, nothing at all is answered
	NotRTSP          Fault = "not-rtsp"          // the port answers as a web server
	Locked           Fault = "locked"            // 403 to everybody, as after too many wrong passwords
	TooMany          Fault = "too-many"          // 453: the camera has no room for one more reader
	Busy             Fault = "busy"              // 503
	NotFound         Fault = "not-found"         // 404: no such stream
	Redirect         Fault = "redirect"          // 302 to another host (127.0.0.2)
	NoVideo          Fault = "no-video"          // restarts; the description offers sound only
	UnsupportedCodec Fault = "unsupported-codec" // restarts; the main stream is MPEG-4 part 2
)

// Faults returns every fault; None is the first.
func Faults() []Fault {
	return []Fault{
		None, Silence, Drop, RefuseLogin, Repeat, Loss, JumpTimestamps, NewResolution, NoKeyPictures, Corrupt,
		HangDescribe, Mute, NotRTSP, Locked, TooMany, Busy, NotFound, Redirect, NoVideo, UnsupportedCodec,
	}
}

// restarts says whether the camera must describe itself anew: the streams of
// a running server cannot change, and neither can those of a real camera.
func (f Fault) restarts() bool {
	switch f {
	case NewResolution, NoVideo, UnsupportedCodec:
		return true
	}
	return false
}

// ends says whether the fault ends the connections that are open.
func (f Fault) ends() bool {
	switch f {
	case RefuseLogin, HangDescribe, Mute, NotRTSP, Locked, TooMany, Busy, NotFound, Redirect:
		return true
	}
	return false
}
