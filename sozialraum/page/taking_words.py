"""What the page says about files to take home and about the shelf."""

from model.words import Texts

TAKING = Texts(
    {
        "downloads": "Download",
        "get_excel": "Numbers (Excel)",
        "get_figures": "Figures (PNG, SVG, data)",
        "get_pack": "Board pack: slides, short version, report, web page, draft agenda paper",
        "downloads_note": (
            "Made from all sets of assumptions, once they are there. The pack takes about half a "
            "minute."
        ),
        "making": "Making {number} of {all}: {name} …",
        "made": "Done. The download begins.",
        "not_made": "This has not been made yet: ask for it in the view “Take home”.",
        "part_excel": "workbook",
        "part_figures": "figures",
        "part_pptx": "slides",
        "part_pdf": "short version and report",
        "part_html": "web page",
        "part_docx": "draft agenda paper",
        "shelf_note": (
            "What you keep here stays in this browser only. A link to the shelf opens it for "
            "others."
        ),
        "shelf_keep": "Keep this what-if",
        "shelf_name": "Name",
        "shelf_empty": "Nothing is kept yet.",
        "shelf_full": "The shelf is full: {most} what-ifs.",
        "shelf_link": "Copy link to the shelf",
        "shelf_caption": "Kept what-ifs side by side, each against what it is compared with",
        "shelf_rests_on": "Rests on",
        "shelf_draws": "{count} sets of assumptions",
        "shelf_open": "Not calculated here yet: open it once.",
        "shelf_drop": "remove",
        "shelf_drop_of": "Remove from the shelf: {name}",
        "shelf_axis": "grey: practically the same",
    },
    context="page",
)
