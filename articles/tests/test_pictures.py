"""Uploads are told by their content, kept within bounds, and written anew."""

import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from articles.pictures import SHARE, UNREADABLE, PictureError, encode
from articles.tests.factories import picture_file

ROOM = 10_000_000


def encoded(file, **options):
    return encode(file, **{"max_pixels": ROOM, **options})


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_each_form_is_told_by_content_and_written_anew(form):
    result = encoded(picture_file((700, 350), form))
    assert (result.width, result.height) == (700, 350)
    assert list(result.files) == ["480.webp", "700.webp", SHARE]
    forms = [opened(content).format for content in result.files.values()]
    assert forms == ["WEBP", "WEBP", "JPEG"]
    assert [opened(content).size for content in result.files.values()] == [
        (480, 240),
        (700, 350),
        (700, 350),
    ]


def test_nothing_is_kept_wider_than_needed_nor_made_wider():
    assert list(encoded(picture_file((2000, 1000))).files) == [
        "480.webp",
        "960.webp",
        "1600.webp",
        SHARE,
    ]
    assert list(encoded(picture_file((300, 200))).files) == ["300.webp", SHARE]
    assert opened(encoded(picture_file((2000, 1000))).files[SHARE]).width == 1200


def test_the_camera_s_turn_is_applied_and_its_metadata_is_gone():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Camera of somebody"
    file = picture_file((600, 400), "JPEG", exif=exif, comment=b"secret place", dpi=(72, 72))
    result = encoded(file)
    assert (result.width, result.height) == (400, 600)
    for content in result.files.values():
        assert not opened(content).getexif()
        assert not {"comment", "exif", "icc_profile"} & set(opened(content).info)
        assert b"secret" not in content
        assert b"Camera" not in content


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_metadata_that_cannot_be_read_does_not_spoil_the_picture():
    for exif in (
        b"Exif\x00\x00MM\x00*\xff\xff\xff\xff",
        b"Exif\x00\x00II*\x00\x08\x00\x00\x00\xff\xff",
    ):
        assert encoded(picture_file(form="JPEG", exif=exif)).width == 600


def test_an_animation_is_its_first_frame():
    out = BytesIO()
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    pixel = opened(encoded(out).files["60.webp"]).getpixel((5, 5))
    assert pixel[0] > 200 > 60 > pixel[2]


def test_png_text_is_gone():
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "secret author")
    result = encoded(picture_file(pnginfo=text))
    assert not any(b"secret" in content for content in result.files.values())


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_mode_comes_out_in_colours_that_browsers_know(mode):
    file = picture_file((60, 40), "JPEG" if mode == "CMYK" else "PNG", mode)
    assert all(opened(content).mode in ("RGB", "RGBA") for content in encoded(file).files.values())


def test_sixteen_bits_of_grey_are_scaled_not_cut_off():
    out = BytesIO()
    Image.new("I;16", (60, 40), 0x8000).save(out, "PNG")
    assert opened(encoded(out).files["60.webp"]).getpixel((5, 5))[0] == pytest.approx(128, abs=2)


def test_see_through_parts_stay_so_and_are_white_where_shared():
    out = BytesIO()
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(out, "PNG")
    files = encoded(out).files
    assert opened(files["60.webp"]).getpixel((5, 5))[3] == 0
    assert opened(files[SHARE]).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_profile_that_fits_is_applied_and_another_passed_over(mode):
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (srgb, b"no profile"):
        assert encoded(picture_file(mode=mode, form="JPEG", icc_profile=profile)).files


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 40,
        b"\xff\xd8\xff\xe0" + b"\xff" * 40,
        picture_file(form="TIFF").read(),
        picture_file(form="BMP").read(),
    ],
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(PictureError) as refusal:
        encoded(BytesIO(content))
    assert str(refusal.value) == UNREADABLE


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_a_file_cut_short_or_broken_anywhere_is_an_answer_not_a_crash(form):
    content = picture_file((64, 64), form).read()
    for place in range(0, len(content), max(1, len(content) // 40)):
        for broken in (content[:place], content[:place] + b"\xff\x00\x7f" + content[place + 3 :]):
            try:
                encoded(BytesIO(broken))
            except PictureError as refusal:
                assert str(refusal)  # noqa: PT017 -- either it still is a picture, or it is told


def bomb(width: int, height: int) -> BytesIO:
    """The header of a PNG that claims this size."""
    out = BytesIO()
    Image.new("L", (1, 1)).save(out, "PNG")
    content = bytearray(out.getvalue())
    content[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4, "big")
    return BytesIO(bytes(content))


@pytest.mark.parametrize("size", [(4000, 2501), (12_000, 9000), (30_000, 30_000), (60_000, 60_000)])
def test_a_bomb_is_refused_by_its_header(size):
    with pytest.raises(PictureError, match="at most 10 million pixels"):
        encoded(bomb(*size))


def test_a_strip_is_refused():
    with pytest.raises(PictureError, match="10 times"):
        encoded(picture_file((10, 101)))
    assert encoded(picture_file((10, 100))).height == 100
