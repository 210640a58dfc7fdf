"""From the papers of a case to the files that are handed in, with the truth about each."""

import io

import img2pdf
import numpy as np
import pikepdf

import damage as dam
import render

PLAIN = 200 / 72
NAMES = {
    "property_certificate": ["房产证", "产证", "certificate", "IMG_{n}", "扫描件{n}"],
    "property_register_extract": ["产调", "登记簿", "register", "扫描件{n}"],
    "lease_registration": ["备案通知书", "租赁备案", "lease", "IMG_{n}", "mmexport{n}"],
    "dormitory_certificate": ["宿舍证明", "住宿证明", "dormitory", "IMG_{n}"],
    "kinship_statement": ["亲属关系", "kinship", "承诺书"],
    "id_card": ["身份证", "idcard", "证件{n}"],
    "household_register": ["户口簿", "hukou"],
    "letter_of_authority": ["委托书", "authority"],
    "business_licence": ["营业执照", "licence"],
    "unknown": ["其他材料{n}", "doc{n}"],
}


class Sheet:
    """A page on its way into a file."""

    def __init__(self, page=None, back_of=None):
        self.page, self.back_of, self.quarter = page, back_of, 0


def decorate(paper, plan, rng):
    """Marks that offices and owners leave: numbers, ticks, staples, holes, watermarks and, for one damage, stamps over values."""
    add = lambda **m: paper.marks.append(m)
    if rng.random() < 0.15:
        for fy in (0.2, 0.5, 0.8):
            add(what="watermark", text=rng.choice(["仅供办理居住登记使用", "仅供居住证业务使用 他用无效"]), at=("f", 0, 0.5, fy), turn=-28, size=22)
    if rng.random() < 0.12:
        add(what="number", text=str(rng.randrange(1, 60)), at=("f", 1, rng.choice([0.06, 0.94]), 0.04), turn=0)
    if rng.random() < 0.14:
        add(what="staple", at=("f", 0, 0.05, 0.035), turn=rng.choice([-45, 0, 90]))
    if rng.random() < 0.12:
        for fy in (0.37, 0.63):
            add(what="hole", at=("f", 0, 0.025, fy), turn=0)
    if rng.random() < 0.18:
        add(what="tick", at=("f", 1, rng.uniform(0.85, 0.95), rng.uniform(0.2, 0.8)))
    if plan.damage == "photocopy":
        for mark in paper.marks:
            mark["clear"] = mark["what"] == "seal"
    if plan.damage != "seal":
        return
    deciding = [f for f in paper.numbers.values() if f in ("address", "_site", "usage", "holder", "tenant", "resident", "room_part", "lease_end", "certificate_number", "resident_id_number")]
    rng.shuffle(deciding)
    for i, field in enumerate(deciding[: rng.choice([1, 2, 2])]):
        if i == 0 and "seal" not in paper.fields and paper.kind in ("property_certificate", "property_register_extract"):
            paper.seal("round", "上海市不动产登记专用章", field, alpha=rng.uniform(0.42, 0.62))
        elif i == 0 and "seal" in paper.fields and rng.random() < 0.5:
            paper.marks.append({"what": "seal", "shape": "round", "text": paper.fields["seal"], "at": field, "recorded": False, "alpha": rng.uniform(0.42, 0.62)})
        else:
            add(what="stamp", lines=rng.choice([["与原件核对一致"], ["复印件与原件相符", "经办人："], ["已受理", "2026"], ["收件专用"]]), at=field, alpha=rng.uniform(0.42, 0.66), rgb=rng.choice([(0.8, 0.1, 0.1), (0.15, 0.2, 0.65), (0.7, 0.1, 0.3)]))


def arrange(papers: list, plan, rng) -> list:
    """Files as (stem, sheets): one file a paper, or a bundle of some kind."""
    proof = next(p for p in papers if p.layout != "cover")
    stem = lambda p: rng.choice(NAMES[p.kind]).format(n=rng.randrange(1000, 9999))
    form = plan.form
    if form == "spread" and len(proof.pages) == 1:
        form = "apart"
    if plan.damage == "photo" and form == "apart" and len(proof.pages) > 1 and rng.random() < 0.6:
        form = "spread"
    files = []
    if form == "together":
        groups = [papers] if rng.random() < 0.8 or len(papers) < 3 else [papers[:2], papers[2:]]
        for group in groups:
            sheets = [Sheet(page) for p in group for page in p.pages]
            body = sheets[1:] if group[0].layout == "cover" else sheets
            if len(body) > 1 and rng.random() < 0.45:
                rng.shuffle(body)
                sheets = sheets[: len(sheets) - len(body)] + body
            if rng.random() < 0.3:
                at = rng.randrange(len(sheets))
                sheets.insert(at + 1, Sheet(back_of=sheets[at].page if rng.random() < 0.6 else None))
            files.append((rng.choice(["材料", "全部材料", "scan", "申请材料{n}", "CamScanner_{n}"]).format(n=rng.randrange(100, 999)), sheets, True))
    else:
        for p in papers:
            name = stem(p)
            if p is proof and form == "spread" or p.kind == "id_card" and len(p.pages) > 1 and rng.random() < 0.7:
                order = list(enumerate(p.pages, 1))
                letters = rng.random() < 0.4
                files += [(f"{name}-{'abcdef'[i - 1] if letters else i}", [Sheet(page)], False) for i, page in order]
            else:
                sheets = [Sheet(page) for page in p.pages]
                many = len(sheets) > 1
                if rng.random() < 0.06:
                    sheets.append(Sheet(back_of=p.pages[-1] if rng.random() < 0.5 else None))
                    many = True
                files.append((name, sheets, many))
    for _, sheets, _ in files:
        for sheet in sheets:
            if sheet.page and rng.random() < (0.1 if plan.damage != "photo" else 0.05):
                sheet.quarter = rng.choice([2, 2, 1, 3])
    names = set()
    out = []
    for name, sheets, many in files:
        while name in names:
            name += "_2"
        names.add(name)
        out.append((name, sheets, many))
    return out, form


def _corners(box):
    if len(box) == 4 and not isinstance(box[0], tuple):
        x0, y0, x1, y1 = box
        return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    return box


def _picture(sheet, plan, rng, dpi):
    """A page as a damaged picture: shot, JPEG quality, whether it is black and white."""
    mono, quality = False, 92
    if sheet.page is None:
        source = sheet.back_of
        height = int(297 / 25.4 * dpi) if source is None else int(source.size[1] * dpi / 72)
        width = int(210 / 25.4 * dpi) if source is None else int(source.size[0] * dpi / 72)
        shot = dam.Shot(np.full((height, width, 3), 255, np.uint8), dpi)
        back = dam.raster(source.pdf, dpi).image if source is not None else None
        if plan.damage in ("scan", "seal", "clean"):
            shot, quality = dam.scan(shot, rng, plan.look, back)
        elif plan.damage == "photocopy":
            shot, quality, mono = dam.photocopy(shot, rng, plan.look)
        else:
            shot, quality = dam.photo(shot, rng, plan.look)
        return shot, quality, mono
    shot = dam.raster(sheet.page.pdf, dpi)
    if plan.damage != "clean":
        dam.worn(shot, rng, plan.damage != "photocopy")
    if plan.damage in ("scan", "seal"):
        back = dam.raster(sheet.page.pdf, dpi / 2).image if rng.random() < 0.2 else None
        shot, quality = dam.scan(shot, rng, plan.look, None if back is None else np.roll(back, rng.randrange(200), 0))
    elif plan.damage == "photocopy":
        shot, quality, mono = dam.photocopy(shot, rng, plan.look)
    elif plan.damage == "photo":
        shot, quality = dam.photo(shot, rng, plan.look)
    return shot, quality, mono


def write(folder, papers, files, plan, rng) -> list:
    """Write the files; the documents of the truth."""
    documents, mono_papers = {}, set()
    for name, sheets, many in files:
        clean_pdf = plan.damage == "clean" and (many or rng.random() < 0.7)
        places = []
        if clean_pdf:
            out = pikepdf.new()
            for sheet in sheets:
                if sheet.page is None:
                    out.add_blank_page(page_size=(595, 842))
                    places.append(None)
                    continue
                with pikepdf.open(io.BytesIO(sheet.page.pdf)) as single:
                    out.pages.append(single.pages[0])
                out.pages[-1].rotate(90 * sheet.quarter, relative=True)
                w, h = sheet.page.size
                turned = {0: lambda x, y: (x, y), 1: lambda x, y: (h - y, x), 2: lambda x, y: (w - x, h - y), 3: lambda x, y: (y, w - x)}[sheet.quarter]
                places.append({f: [tuple(v * PLAIN for v in turned(*c)) for c in _corners(b)] for f, b in sheet.page.boxes.items()})
            file = name + ".pdf"
            out.save(folder / file)
        else:
            as_pdf = many or plan.damage in ("scan", "seal", "photocopy") and rng.random() < 0.4
            dpi = rng.choice([200, 220, 240, 300]) if plan.damage in ("scan", "seal", "photocopy") else rng.choice([200, 220, 240])
            pictures = []
            for sheet in sheets:
                small = sheet.page is not None and max(sheet.page.size) < 500
                shot, quality, mono = _picture(sheet, plan, rng, dpi * (1.4 if small and plan.damage == "photo" else 1))
                exif = 0
                if plan.damage == "photo" and not as_pdf and sheet.quarter == 0 and rng.random() < 0.3:
                    exif = rng.choice([6, 8, 3])
                    image = {6: np.rot90(shot.image, 1), 8: np.rot90(shot.image, -1), 3: np.rot90(shot.image, 2)}[exif]
                    shot.image = np.ascontiguousarray(image)
                dam.turn(shot, sheet.quarter)
                said = round(min(max(shot.dpi, 72), 400))
                data = dam.png(shot.image, said, True) if mono else dam.jpeg(shot.image, quality, said, exif)
                if plan.damage == "clean" and not as_pdf and rng.random() < 0.5:
                    data = dam.png(shot.image, said)
                pictures.append(data)
                if mono and sheet.page:
                    mono_papers.add(id(sheet.page.paper))
                scale = 200 / said if as_pdf else 1
                places.append({f: [tuple(c) for c in shot.carry(_corners(b)) * scale] for f, b in sheet.page.boxes.items()} if sheet.page else None)
            if as_pdf:
                file = name + ".pdf"
                (folder / file).write_bytes(img2pdf.convert(pictures))
            else:
                file = name + (".png" if pictures[0][:4] == b"\x89PNG" else rng.choice([".jpg", ".jpg", ".jpeg"]))
                (folder / file).write_bytes(pictures[0])
        for number, (sheet, place) in enumerate(zip(sheets, places), 1):
            if sheet.page is None:
                continue
            paper = sheet.page.paper
            entry = documents.setdefault((id(paper), file), {"file": file, "pages": [], "kind": paper.kind, "fields": {}, "regions": {}})
            entry["pages"].append(number)
            for field, value in _on(paper, sheet.page):
                entry["fields"][field] = value
            for field, corners in place.items():
                if field in paper.fields and entry["fields"].get(field):
                    entry["regions"][field] = {"page": number, "region": [[round(float(x)), round(float(y))] for x, y in corners]}
    for (paper, _), entry in documents.items():
        if paper in mono_papers and "seal" in entry["fields"]:
            entry["fields"]["seal"] = "present"
    order = {id(p): i for i, p in enumerate(papers)}
    return [d for (paper, _), d in sorted(documents.items(), key=lambda kv: order[kv[0][0]])]


def _on(paper, page):
    """The fields that this page of the paper prints."""
    first, part = page is paper.pages[0], {"address": "_site", "resident": "_name"}
    for field, value in paper.fields.items():
        at = {"usage_class": "usage"}.get(field, field)
        if at in page.boxes:
            yield field, value
        elif at in part and part[at] in paper.numbers.values():
            if part[at] in page.boxes:
                yield field, value
        elif first and (at in paper.lost or at not in paper.numbers.values() and at != "seal"):
            yield field, value
