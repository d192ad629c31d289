"""Write records in the formats that the importers read: what is written here must be read back."""

from pipeline.catalog.bibliography import Bibliography

TYPES = {
    "article": ("JOUR", "Journal Article"),
    "thesis": ("THES", "Thesis"),
    "web": ("ELEC", "Web Page"),
}


def write_ris(fields: Bibliography, kind: str) -> str:
    """CNKI's lax form of RIS: one space before the dash."""
    venue = "PB" if kind == "thesis" else "JO"
    lines = [("TY", TYPES[kind][0]), *[("A1", name) for name in fields.authors], *[("AD", name) for name in fields.affiliations]]
    lines += [("A3", fields.advisor), ("M3", fields.degree), ("AB", fields.abstract_zh), ("AB", fields.abstract_en)]
    lines += [("T1", fields.title_zh), ("TT", fields.title_en), ("Y1", fields.year), (venue, fields.venue), ("IS", fields.issue)]
    lines += [("SP", fields.pages), ("DO", fields.doi), *[("KW", word) for word in fields.keywords_zh]]
    return "".join(f"{tag} - {value}\n" for tag, value in lines if value) + "ER - \n\n\n"


def write_noteexpress(fields: Bibliography, kind: str) -> str:
    """NoteExpress, with CNKI's separators and a full-width colon after the abstract's tag."""
    venue = "Publisher" if kind == "thesis" else "Journal"
    lines = [("Reference Type", TYPES[kind][1]), ("Title", fields.title_zh), ("Translated Title", fields.title_en)]
    lines += [("Author", ";".join(fields.authors)), ("Author Address", ";".join(fields.affiliations)), ("Tertiary Author", fields.advisor)]
    lines += [(venue, fields.venue), ("Year", fields.year), ("Issue", fields.issue), ("Pages", fields.pages), ("DOI", fields.doi)]
    lines += [("Type of Work", fields.degree), ("Keywords", ";;".join(fields.keywords_zh)), ("Keywords", ";;".join(fields.keywords_en))]
    lines += [("Abstract", fields.abstract_zh), ("Abstract", fields.abstract_en)]
    return "".join(f"{{{tag}}}{'：' if tag == 'Abstract' else ': '}{value}\n" for tag, value in lines if value) + "\n\n"


def write_endnote(fields: Bibliography, kind: str) -> str:
    """EndNote's tagged form, as CNKI writes it."""
    venue = "%I" if kind == "thesis" else "%J"
    lines = [("%0", TYPES[kind][1]), *[("%A", name) for name in fields.authors], ("%+", ";".join(fields.affiliations))]
    lines += [("%T", fields.title_zh), ("%T", fields.title_en), ("%Y", fields.advisor), (venue, fields.venue), ("%D", fields.year)]
    lines += [("%N", fields.issue), ("%P", fields.pages), ("%R", fields.doi), ("%9", fields.degree)]
    lines += [("%K", ";;".join(fields.keywords_zh)), ("%K", ";;".join(fields.keywords_en))]
    lines += [("%X", fields.abstract_zh), ("%X", fields.abstract_en), ("%W", "CNKI")]
    return "".join(f"{tag} {value}\n" for tag, value in lines if value) + "\n"


WRITERS = {"ris": write_ris, "noteexpress": write_noteexpress, "endnote": write_endnote}
