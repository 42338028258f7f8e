"""What other programs put on the clipboard, in the shape that they write it, and its body.

(name, HTML, body): Python's `clean` of the HTML is the body, and so is what a paste in the
browser gives after a save.
"""

DOCS_TEXT = (
    "font-size:11pt;font-family:Arial,sans-serif;color:#000000;background-color:transparent;"
    "font-weight:400;font-style:normal;font-variant:normal;text-decoration:none;"
    "vertical-align:baseline;white-space:pre;white-space:pre-wrap;"
)
DOCS_BOLD = DOCS_TEXT.replace("font-weight:400", "font-weight:700")
DOCS_SLANTED = DOCS_TEXT.replace("font-style:normal", "font-style:italic")
DOCS_BOTH = DOCS_BOLD.replace("font-style:normal", "font-style:italic")
DOCS_RAISED = DOCS_TEXT.replace("11pt", "0.6em").replace("align:baseline", "align:super")
DOCS_LOWERED = DOCS_RAISED.replace("align:super", "align:sub")
DOCS_P = '<p dir="ltr" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;">'
DOCS_LI = (
    '<li dir="ltr" style="list-style-type:disc;font-size:11pt;font-weight:400;'
    'white-space:pre;" aria-level="1">'
    '<p dir="ltr" style="line-height:1.38;margin-top:0pt;" role="presentation">'
)
DOCS_UL = '<ul style="margin-top:0;margin-bottom:0;padding-inline-start:48px;">'
GOOGLE_DOCS = f"""<meta charset='utf-8'><b style="font-weight:normal;" \
id="docs-internal-guid-6d1f0c1e-7fff-2a41-9c5e-4b8f0a2d7e11"><h2 dir="ltr" \
style="line-height:1.38;margin-top:18pt;margin-bottom:6pt;"><span style="{DOCS_TEXT}">The mill at \
Torvik</span></h2>{DOCS_P}<span style="{DOCS_TEXT}">The mill </span><span style="{DOCS_BOLD}">opened \
again</span><span style="{DOCS_TEXT}"> and </span><span style="{DOCS_SLANTED}">closed</span><span \
style="{DOCS_BOTH}"> for good</span><span style="{DOCS_TEXT}">, see </span><a \
href="https://example.org/mill?a=1&amp;b=2" style="text-decoration:none;"><span \
style="{DOCS_TEXT.replace("#000000", "#1155cc")}">its page</span></a><span style="{DOCS_TEXT}">. 40\
 m</span><span style="{DOCS_RAISED}">2</span><span style="{DOCS_TEXT}"> of CO</span><span \
style="{DOCS_LOWERED}">2</span></p><br />{DOCS_P}<span style="{DOCS_TEXT}">After a blank \
line</span><span style="{DOCS_TEXT}"><br /></span><span style="{DOCS_TEXT}">and a break.</span></p>\
{DOCS_UL}{DOCS_LI}<span style="{DOCS_TEXT}">Grain</span></p></li>{DOCS_UL}{DOCS_LI}<span \
style="{DOCS_TEXT}">Rye</span></p></li></ul>{DOCS_LI}<span style="{DOCS_BOLD}">Flour</span></p></li>\
</ul><div dir="ltr" style="margin-left:0pt;" align="left"><table style="border:none;\
border-collapse:collapse;"><colgroup><col width="301" /><col width="301" /></colgroup><tbody><tr \
style="height:0pt"><td style="border-left:solid #000000 1pt;vertical-align:top;">{DOCS_P}<span \
style="{DOCS_TEXT}">Year</span></p></td><td style="vertical-align:top;">{DOCS_P}<span \
style="{DOCS_TEXT}">Tonnes</span></p></td></tr></tbody></table></div></b><br \
class="Apple-interchange-newline">"""

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Word.Document>
<link rel=File-List href="file:///C:/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style>
<!--
 /* Font Definitions */
 @font-face {font-family:"Cambria Math"; panose-1:2 4 5 3 5 4 6 3 2 4;}
 p.MsoNormal, li.MsoNormal {mso-style-unhide:no; margin:0cm; font-size:11.0pt;}
 @list l0:level1 {mso-level-number-format:bullet; mso-level-text:\uf0b7;}
-->
</style>
<!--[if gte mso 10]><style>table.MsoNormalTable {mso-style-name:"Table Normal";}</style><![endif]-->
</head>
<body lang=EN-GB style='tab-interval:36.0pt;word-wrap:break-word'>
<!--StartFragment-->

<h1>The ferry to Aska<o:p></o:p></h1>

<p class=MsoNormal>The <b style='mso-bidi-font-weight:normal'>ferry</b> was <i style='mso-bidi-font-style:
normal'>late</i>, <span class=GramE>said</span> the <span style='mso-spacerun:yes'>  </span>pilot,
who <a href="https://example.org/aska">wrote</a> to us.<o:p></o:p></p>

<p class=MsoNormal><o:p>&nbsp;</o:p></p>

<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-fareast-font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>Ropes<o:p></o:p></p>

<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;text-indent:-18.0pt;
mso-list:l0 level2 lfo1'><![if !supportLists]><span style='font-family:"Courier New"'><span
style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>of <b>hemp</b><o:p></o:p></p>

<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;text-indent:-18.0pt;
mso-list:l0 level2 lfo1'><!--[if !supportLists]--><span style='font-family:"Courier New"'><span
style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><!--[endif]-->of wire<o:p></o:p></p>

<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Nets<o:p></o:p></p>

<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-bidi-font-family:Calibri'><span style='mso-list:Ignore'>4.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Fourth<o:p></o:p></p>

<p class=MsoNormal>Area: 40 m<sup>2</sup><o:p></o:p></p>

<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;border:none'>
 <tr style='mso-yfti-irow:0'>
  <td width=300 valign=top style='width:225.4pt;border:solid windowtext 1.0pt'>
  <p class=MsoNormal>Berth<o:p></o:p></p>
  </td>
  <td width=300 valign=top style='width:225.4pt'>
  <p class=MsoNormal><b>Two</b><o:p></o:p></p>
  </td>
 </tr>
</table>

<!--EndFragment-->
</body>
</html>"""

LIBREOFFICE = """<!DOCTYPE html>
<html>
<head>
	<meta http-equiv="content-type" content="text/html; charset=utf-8"/>
	<title></title>
	<meta name="generator" content="LibreOffice 24.2.5.2 (Linux)"/>
	<style type="text/css">
		@page { size: 21cm 29.7cm; margin: 2cm }
		p { line-height: 115%; margin-bottom: 0.25cm; background: transparent }
		h1.western { font-family: "Liberation Sans", sans-serif; font-size: 18pt }
		a:link { color: #000080; so-language: zxx; text-decoration: underline }
	</style>
</head>
<body lang="en-GB" link="#000080" vlink="#800000" dir="ltr"><h1 class="western">
The lighthouse keeper</h1>
<p class="western" style="line-height: 100%; margin-bottom: 0cm"><font face="Liberation Serif, serif"><font size="3" style="font-size: 12pt">She
kept the <b>light</b> for <i>forty</i> years and <span style="font-weight: normal">never</span>
missed a <u>night</u>.</font></font></p>
<p class="western"><br/>
<br/>

</p>
<p class="western" align="justify"><font color="#000000"><span lang="en-GB">In <a href="https://example.org/light">her
book</a>: H<sub>2</sub>O, 5<sup>th</sup> page.</span></font></p>
<p class="western"><br/>

</p>
<ol>
	<li><p class="western" style="margin-bottom: 0cm">Oil</p></li>
	<li><p class="western" style="margin-bottom: 0cm">Wicks</p>
	<ul>
		<li><p class="western">of cotton</p></li>
	</ul></li>
</ol>
<ol start="3">
	<li><p class="western">Glass</p></li>
</ol>
<blockquote>Keep the light.</blockquote>
<table width="100%" cellpadding="4" cellspacing="0">
	<col width="128*"/>

	<tr valign="top">
		<td width="50%" style="border: none"><p class="western">Lamp</p></td>
		<td width="50%"><p class="western" align="right">3</p></td>
	</tr>
</table>
<p class="western" style="line-height: 100%"><a name="end"></a>The end.</p>
</body>
</html>"""

PAGE_STYLE = (
    "color: rgb(34, 34, 34); font-family: Georgia, serif; font-size: 18px; font-style: normal; "
    "font-weight: 400; letter-spacing: normal; white-space: normal; display: inline !important; "
    "float: none;"
)
WEB_PAGE = f"""<meta charset='utf-8'><nav class="crumbs"><a href="/news">News</a><a href="#top">Up</a>\
</nav><main style="{PAGE_STYLE}"><section><header><h1 style="margin: 0px; font-weight: 700;">Otters \
return</h1><h6>By the river desk</h6></header><div class="lead"><div>Three otters<span> </span>were \
seen<span class="Apple-converted-space">&nbsp;</span>at <em style="box-sizing: \
border-box;">dawn</em>.<div>They swam.</div>Then they left.</div></div><figure><picture><source \
srcset="https://example.org/otter.webp"><img src="https://example.org/otter.jpg" \
alt="An otter"></picture><figcaption>An otter, <b>asleep</b></figcaption></figure><p>First line<br>\
second line</p><p><a href="https://example.org/map"><img \
src="https://example.org/map.png"></a></p><p>A picture<img src="https://example.org/dot.gif"> in \
words</p><div><br></div><div>A message<br></div><dl><dt>Otter</dt><dd>Lutra lutra</dd></dl><ul \
class="links"><li><h3><a href="javascript:void(0)">More</a></h3><p>on otters</p></li><li><a \
href="https://example.org/fish">Fish</a></li></ul><pre><code>one
  two

three
</code></pre><details><summary>Map</summary><p>Where they live</p></details><button>Share</button>\
<aside><b>Read <span style="font-weight: 400;">on</span></b></aside><script>track()</script><iframe \
src="https://example.org/ad">ad</iframe><table><caption>Counted</caption><thead><tr><th>Year</th>\
</tr></thead><tbody><tr><td>2024<br>to<p>2025</p></td></tr></tbody></table><footer><mark>Marked</mark>\
 &copy; the desk</footer></section></main>"""

OUR_PAGE = """<meta charset='utf-8'><p style="margin: 0px 0px 1em;">The river <mark class="claim quote" \
data-annotation="999998 999999">rose by two metres</mark><a class="note-ref" id="ref-999999" \
href="#note-999999" aria-label="Claim 1" style="font-size: 13px;"></a> on Monday.</p><figure \
class="post" data-annotation="999997"><blockquote cite="https://example.org/1" lang="en" dir="auto">\
<p><mark class="social_embed" data-annotation="999997">Keep off the quay</mark></p></blockquote>\
<figcaption dir="auto"><p class="post-by"><mark class="social_embed" data-annotation="999997">— \
<bdi class="post-author">Ada Marl</bdi> (<span class="post-handle">@ada</span>) <time \
datetime="2026-11-03">November 3, 2026</time></mark></p><p class="post-on">Post on X</p></figcaption>\
</figure>"""

CLIPBOARDS = [
    (
        "Google Docs",
        GOOGLE_DOCS,
        "<h2>The mill at Torvik</h2><p>The mill <strong>opened again</strong> and <em>closed</em>"
        "<strong><em> for good</em></strong>, see "
        '<a href="https://example.org/mill?a=1&amp;b=2">its page</a>. 40 m<sup>2</sup> of '
        "CO<sub>2</sub></p><p></p><p>After a blank line<br>and a break.</p><ul><li><p>Grain</p>"
        "<ul><li><p>Rye</p></li></ul></li><li><p><strong>Flour</strong></p></li></ul><table><tbody>"
        "<tr><td><p>Year</p></td><td><p>Tonnes</p></td></tr></tbody></table>",
    ),
    (
        "Word",
        WORD,
        "<h2>The ferry to Aska</h2><p>The <strong>ferry</strong> was <em>late</em>, said the pilot, "
        'who <a href="https://example.org/aska">wrote</a> to us.</p><p></p><ul><li><p>Ropes</p><ul>'
        "<li><p>of <strong>hemp</strong></p></li><li><p>of wire</p></li></ul></li><li><p>Nets</p>"
        '</li></ul><ol start="4"><li><p>Fourth</p></li></ol><p>Area: 40 m<sup>2</sup></p><table>'
        "<tbody><tr><td><p>Berth</p></td><td><p><strong>Two</strong></p></td></tr></tbody></table>",
    ),
    (
        "LibreOffice",
        LIBREOFFICE,
        "<h2>The lighthouse keeper</h2><p>She kept the <strong>light</strong> for <em>forty</em> "
        "years and never missed a night.</p><p><br><br></p><p>In "
        '<a href="https://example.org/light">her book</a>: H<sub>2</sub>O, 5<sup>th</sup> page.</p>'
        "<p></p><ol><li><p>Oil</p></li><li><p>Wicks</p><ul><li><p>of cotton</p></li></ul></li></ol>"
        '<ol start="3"><li><p>Glass</p></li></ol><blockquote><p>Keep the light.</p></blockquote>'
        "<table><tbody><tr><td><p>Lamp</p></td><td><p>3</p></td></tr></tbody></table>"
        "<p>The end.</p>",
    ),
    (
        "a web page",
        WEB_PAGE,
        '<p><a href="/news">News</a>Up</p><h2>Otters return</h2><h4>By the river desk</h4>'
        "<p>Three otters were seen at <em>dawn</em>.</p><p>They swam.</p><p>Then they left.</p>"
        "<p>An otter, <strong>asleep</strong></p><p>First line<br>second line</p>"
        "<p>A picture in words</p><p></p><p>A message<br></p><p>Otter</p><p>Lutra lutra</p>"
        "<ul><li><p>More</p><p>on otters</p></li>"
        '<li><p><a href="https://example.org/fish">Fish</a></p></li></ul>'
        "<p>one<br>two<br><br>three</p><p>Map</p><p>Where they live</p><p>Share</p>"
        "<p><strong>Read </strong>on</p><p>Counted</p><table><tbody><tr><th><p>Year</p></th></tr>"
        "<tr><td><p>2024<br>to</p><p>2025</p></td></tr></tbody></table><p>Marked © the desk</p>",
    ),
    (
        "a page of this site",
        OUR_PAGE,
        "<p>The river rose by two metres on Monday.</p>"
        "<blockquote><p>Keep off the quay</p></blockquote>"
        "<p>— Ada Marl (@ada) November 3, 2026<br>Post on X</p>",
    ),
]
