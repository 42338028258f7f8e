"""Uploaded pictures: checked by their content and re-encoded. Pure: a file in, bytes out.

Nothing of the file that came in is kept: not its name, its metadata nor its bytes.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps

WIDTHS = (480, 960, 1600)  # pixels, for srcset; nothing is stored wider than the last
SHARE = "share.jpg"  # for pages elsewhere that link to ours: many of them read no WebP
SHARE_WIDTH = 1200
MOST_OBLONG = 10  # times as long as short; WebP ends at 16,383 pixels a side
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")  # told by content; the first frame counts
UNREADABLE = "This is no picture that can be read. It may be JPEG, PNG, WebP, GIF or AVIF."


class PictureError(Exception):
    """The file is not taken; the message says why, for people."""


@dataclass(frozen=True)
class Encoded:
    """Width and height (pixels) of the largest rendition, and each rendition's bytes by name."""

    width: int
    height: int
    files: dict[str, bytes]


def widths(width: int) -> list[int]:
    """The widths in which a picture of this (stored) width is kept, the largest last."""
    return [narrower for narrower in WIDTHS if narrower < width] + [width]


def file_name(width: int) -> str:
    return f"{width}.webp"


def encode(file: BinaryIO, *, max_pixels: int) -> Encoded:
    """The picture upright, in sRGB, in every width. Raises PictureError.

    Its size is read from the header and refused before anything is decoded.
    """
    try:
        with Image.open(file, formats=FORMATS) as source:
            _refuse_size(*source.size, max_pixels)
            source.load()
            picture = _in_srgb(_upright(source))
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(max_pixels) from None
    except Exception:  # whatever a broken file makes a decoder raise, it is the file's fault
        raise PictureError(UNREADABLE) from None
    picture.info.clear()  # comments and the like, which the encoders would write again
    picture = _scaled(picture, min(picture.width, WIDTHS[-1]))
    files = {file_name(width): _webp(_scaled(picture, width)) for width in widths(picture.width)}
    files[SHARE] = _jpeg(_scaled(picture, min(picture.width, SHARE_WIDTH)))
    return Encoded(picture.width, picture.height, files)


def _refuse_size(width: int, height: int, max_pixels: int) -> None:
    if width * height > max_pixels:
        raise _too_large(max_pixels)
    if max(width, height) > MOST_OBLONG * min(width, height):
        raise PictureError(
            f"A picture is at most {MOST_OBLONG} times as long as it is short; "
            f"this has {width} by {height} pixels."
        )


def _too_large(max_pixels: int) -> PictureError:
    return PictureError(f"A picture has at most {max_pixels / 1e6:g} million pixels.")


def _upright(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # metadata that cannot be read says nothing
        return picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Colours as browsers take them when a file says nothing of its own."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, own, srgb, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that does not fit the picture says nothing
    if picture.mode.startswith("I"):  # 16 bits of grey, which convert() would cut off
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture.convert(mode)


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    if width == picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)


def _webp(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", quality=80)
    return out.getvalue()


def _jpeg(picture: Image.Image) -> bytes:
    if picture.mode == "RGBA":
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture).convert("RGB")
    out = BytesIO()
    picture.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()
