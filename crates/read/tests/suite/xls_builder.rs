//! A small writer of .xls, so that every path of the reader is walked without another program.

/// A cell of the one sheet.
#[derive(Clone)]
pub(crate) enum Value {
    Text(&'static str),
    /// A text in the cell itself and not in the table of texts.
    Label(&'static str),
    Number(f64),
    /// A number in a cell whose format shows a day.
    Day(f64),
    /// An integer in the short form.
    Short(i32),
    Bool(bool),
    /// The error #N/A.
    Error,
    /// A formula with its result.
    Formula(f64),
    /// A formula whose result is a text.
    FormulaText(&'static str),
    Nothing,
}

/// What differs from a plain workbook.
#[derive(Default)]
pub(crate) struct Plan {
    pub(crate) is_1904: bool,
    pub(crate) is_protected: bool,
    /// How many texts stand in one record, the last of them cut.
    pub(crate) cut_texts: Option<usize>,
    /// Rows behind the header in falling order.
    pub(crate) is_upside_down: bool,
}

fn record(stream: &mut Vec<u8>, kind: u16, data: &[u8]) {
    stream.extend(kind.to_le_bytes());
    stream.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
    stream.extend(data);
}

fn text(letters: &str) -> Vec<u8> {
    let units: Vec<u16> = letters.encode_utf16().collect();
    let mut bytes = u16::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    bytes.push(1);
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

/// A workbook of one sheet `Sheet1`.
pub(crate) fn workbook(rows: &[Vec<Value>], plan: &Plan) -> Vec<u8> {
    let mut texts: Vec<&str> = Vec::new();
    let mut sheet = Vec::new();
    record(&mut sheet, 0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    if plan.is_upside_down {
        order[1..].reverse();
    }
    for row in order {
        for (column, value) in rows[row].iter().enumerate() {
            cell(&mut sheet, row, column, value, &mut texts);
        }
    }
    record(&mut sheet, 0x000a, &[]);

    let mut table = [u32::try_from(texts.len()).unwrap().to_le_bytes(); 2].concat();
    let mut pieces = Vec::new();
    for (place, letters) in texts.iter().enumerate() {
        table.extend(text(letters));
        if plan.cut_texts.is_some_and(|every| place % every == every - 1) {
            // Cut in the middle of the letters; the rest begins with its own flag.
            let rest = table.split_off(table.len() - letters.encode_utf16().count() / 2 * 2);
            pieces.push(std::mem::take(&mut table));
            table.push(1);
            table.extend(rest);
        }
    }
    pieces.push(table);

    let globals = |offset: u32| {
        let mut stream = Vec::new();
        record(&mut stream, 0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        if plan.is_protected {
            record(&mut stream, 0x002f, &[1, 0, 1, 0]);
        }
        record(&mut stream, 0x0022, &[u8::from(plan.is_1904), 0]);
        let mut format = 164_u16.to_le_bytes().to_vec();
        format.extend(text("dd/mm/yyyy"));
        record(&mut stream, 0x041e, &format);
        for format in [0_u16, 164] {
            let mut style = vec![0; 20];
            style[2..4].copy_from_slice(&format.to_le_bytes());
            record(&mut stream, 0x00e0, &style);
        }
        let mut bound = offset.to_le_bytes().to_vec();
        bound.extend([0, 0, 6, 0]);
        bound.extend(b"Sheet1");
        record(&mut stream, 0x0085, &bound);
        for (index, piece) in pieces.iter().enumerate() {
            record(&mut stream, if index == 0 { 0x00fc } else { 0x003c }, piece);
        }
        record(&mut stream, 0x000a, &[]);
        stream
    };
    let length = u32::try_from(globals(0).len()).unwrap();
    let mut stream = globals(length);
    stream.extend(sheet);
    compound("Workbook", &stream)
}

fn cell(sheet: &mut Vec<u8>, row: usize, column: usize, value: &Value, texts: &mut Vec<&'static str>) {
    let start = |style: u16| {
        let numbers = [u16::try_from(row).unwrap(), u16::try_from(column).unwrap(), style];
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>()
    };
    let with = |style: u16, data: &[u8]| [start(style), data.to_vec()].concat();
    match value {
        Value::Text(letters) => {
            texts.push(letters);
            record(sheet, 0x00fd, &with(0, &u32::try_from(texts.len() - 1).unwrap().to_le_bytes()));
        }
        Value::Label(letters) => record(sheet, 0x0204, &with(0, &text(letters))),
        Value::Number(number) => record(sheet, 0x0203, &with(0, &number.to_le_bytes())),
        Value::Day(number) => record(sheet, 0x0203, &with(1, &number.to_le_bytes())),
        Value::Short(number) => {
            let packed = (number << 2).cast_unsigned() | 2;
            // Two numbers in one record: the second one is this.
            let mut data = start(0)[..4].to_vec();
            data.extend(0_u16.to_le_bytes());
            data.extend(packed.to_le_bytes());
            data.extend(u16::try_from(column).unwrap().to_le_bytes());
            record(sheet, 0x00bd, &data);
        }
        Value::Bool(value) => record(sheet, 0x0205, &with(0, &[u8::from(*value), 0])),
        Value::Error => record(sheet, 0x0205, &with(0, &[0x2a, 1])),
        Value::Formula(number) => record(sheet, 0x0006, &with(0, &[&number.to_le_bytes()[..], &[0; 8]].concat())),
        Value::FormulaText(letters) => {
            record(sheet, 0x0006, &with(0, &[0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]));
            record(sheet, 0x0207, &text(letters));
        }
        Value::Nothing => {}
    }
}

/// A container with one stream.
pub(crate) fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xffff_fffe;
    // Short streams would lie in the small sectors: this one is padded past them.
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4096).next_multiple_of(SECTOR), 0);
    let sectors = stream.len() / SECTOR;
    // Sectors: the tables, the directory, then the stream.
    let tables = (1..).find(|tables| tables * (SECTOR / 4) > tables + sectors).unwrap();
    let number = |place: usize| u32::try_from(place).unwrap();

    let mut table: Vec<u32> = vec![0xffff_fffd; tables];
    table.push(END);
    for place in 0..sectors {
        table.push(if place + 1 == sectors { END } else { number(tables + 2 + place) });
    }
    table.resize(tables * SECTOR / 4, 0xffff_ffff);

    let mut directory = vec![0; SECTOR];
    let entries: [(&str, u8, u32, u32); 2] =
        [("Root Entry", 5, END, 0), (name, 2, number(tables + 1), number(stream.len()))];
    for (place, (name, kind, first, length)) in entries.into_iter().enumerate() {
        let entry = &mut directory[place * 128..(place + 1) * 128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64..66].copy_from_slice(&u16::try_from(units.len() + 2).unwrap().to_le_bytes());
        entry[66] = kind;
        entry[68..80].fill(0xff);
        entry[116..120].copy_from_slice(&first.to_le_bytes());
        entry[120..124].copy_from_slice(&length.to_le_bytes());
    }
    // The root has the stream as its child.
    directory[76..80].copy_from_slice(&1_u32.to_le_bytes());

    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    header[24..34].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    header[44..48].copy_from_slice(&number(tables).to_le_bytes());
    header[48..52].copy_from_slice(&number(tables).to_le_bytes());
    header[56..60].copy_from_slice(&4096_u32.to_le_bytes());
    header[60..64].copy_from_slice(&END.to_le_bytes());
    header[68..72].copy_from_slice(&END.to_le_bytes());
    header[76..].fill(0xff);
    for place in 0..tables {
        header[76 + place * 4..80 + place * 4].copy_from_slice(&number(place).to_le_bytes());
    }
    let table: Vec<u8> = table.iter().flat_map(|sector| sector.to_le_bytes()).collect();
    [header, table, directory, stream].concat()
}
