# Cameras that nobody here wrote: GStreamer's RTSP server, one city's worth of
# formats ("common", the default), those that few cameras have ("rare"), cameras
# that send by UDP only ("udp"), or two behind a login ("digest").
# Prints "name address" for each, then "ready".
import sys

import gi
gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gst, GstRtsp, GstRtspServer, GLib

Gst.init(None)

PICTURE = "videotestsrc is-live=true pattern=ball ! video/x-raw,format=I420,width=320,height=240,framerate=10/1 ! "
VIDEO = {
    "h264": "x264enc tune=zerolatency bitrate=300 key-int-max=10 speed-preset=ultrafast threads=1 ! rtph264pay name=pay0 pt=96 ",
    "h265": "x265enc tune=zerolatency bitrate=300 key-int-max=10 speed-preset=ultrafast "
            "option-string=pools=none:frame-threads=1 ! rtph265pay name=pay0 pt=96 ",
    "mjpeg": "jpegenc ! rtpjpegpay name=pay0 pt=26 ",
    "vp8": "vp8enc deadline=1 target-bitrate=300000 keyframe-max-dist=10 threads=1 ! rtpvp8pay name=pay0 pt=96 ",
    "vp9": "vp9enc deadline=1 cpu-used=8 target-bitrate=300000 keyframe-max-dist=10 threads=1 ! rtpvp9pay name=pay0 pt=96 ",
}
AUDIO = {
    "": "",
    "pcma": "audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay name=pay1 pt=8 ",
    "pcmu": "audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 ! mulawenc ! rtppcmupay name=pay1 pt=0 ",
    "g726": "audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 ! avenc_g726 ! rtpg726pay name=pay1 pt=97 ",
    "opus": "audiotestsrc is-live=true ! audio/x-raw,rate=48000,channels=1 ! opusenc ! rtpopuspay name=pay1 pt=97 ",
    "aac": "audiotestsrc is-live=true ! audio/x-raw,rate=44100,channels=1 ! voaacenc ! rtpmp4gpay name=pay1 pt=97 ",
}


def digest():
    auth, token = GstRtspServer.RTSPAuth(), GstRtspServer.RTSPToken()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    token.set_string("media.factory.role", "pengamat")
    auth.add_digest("pengamat", "rahasia", token)
    return auth


def allowed():
    permissions = GstRtspServer.RTSPPermissions()
    for right in ("media.factory.access", "media.factory.construct"):
        permissions.add_permission_for_role("pengamat", right, True)
    return permissions


def serve(login, cameras, protocols=None):
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    if login:
        server.set_auth(digest())
    for name, (video, audio) in cameras.items():
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch("( " + PICTURE + VIDEO[video] + AUDIO[audio] + ")")
        factory.set_shared(True)
        if protocols:
            factory.set_protocols(protocols)
        if login:
            factory.set_permissions(allowed())
        server.get_mount_points().add_factory("/" + name, factory)
    server.attach(None)
    for name in cameras:
        print("%s rtsp://%s127.0.0.1:%d/%s" % (name, login, server.get_bound_port(), name), flush=True)
    return server


if sys.argv[1:] == ["rare"]:
    keep = [serve("", {"vp8-opus": ("vp8", "opus"), "vp9-pcmu": ("vp9", "pcmu"), "h264-g726": ("h264", "g726")})]
elif sys.argv[1:] == ["udp"]:
    only = GstRtsp.RTSPLowerTrans.UDP
    keep = [
        serve("", {"h264-aac": ("h264", "aac"), "mjpeg": ("mjpeg", "")}, only),
        serve("pengamat:rahasia@", {"h265-digest": ("h265", "pcma")}, only),
    ]
elif sys.argv[1:] == ["digest"]:
    keep = [serve("pengamat:rahasia@", {"h264-digest": ("h264", "pcma"), "h265-digest": ("h265", "")})]
else:
    keep = [
        serve("", {"h264-aac": ("h264", "aac"), "h265-pcma": ("h265", "pcma"), "mjpeg": ("mjpeg", "")}),
        serve("pengamat:rahasia@", {"h264-digest": ("h264", "pcma")}),
    ]
print("ready", flush=True)
GLib.MainLoop().run()
