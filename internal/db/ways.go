package db

import "github.com/oklog/ulid/v2"

// Way is how the pictures of a camera came the last time: what the relay has
// found out by trying, so that it need not try again after a restart. It is no
// choice of anybody.
type Way struct {
	ID   ulid.ULID // of the camera
	Host string    // host:port of the address that it was found out at
	Main string    // tcp or udp, empty when not known or not chosen by the relay
	Sub  string    // of the sub stream
	// MainPlain and SubPlain: of two digests offered the camera takes only the
	// one by MD5.
	MainPlain, SubPlain bool
}

// ObjectWay names ways in Report.Records; the trail has no line of them.
const ObjectWay = "way"

const bucketWays = "ways"

// Ways are the transports and digests that worked, by camera. A way that is
// lost costs one attempt.
func (tx *Tx) Ways() Coll[Way] {
	return Coll[Way]{bucket: bucketWays, object: ObjectWay, name: func(Way) string { return "" }, quiet: true}
}
