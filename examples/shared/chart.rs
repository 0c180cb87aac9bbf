//! Plots as PNG files, by plotters: the frame, the fonts and the colours.
#![allow(dead_code, reason = "each example uses a part")]

use std::{fs::File, io::BufWriter, path::Path};

use anyhow::{Context, anyhow};
use plotters::{
    coord::Shift,
    prelude::*,
    style::{
        FontStyle, register_font,
        text_anchor::{HPos, Pos, VPos},
    },
};

/// The whole picture or a part of it.
pub type Area<'a> = DrawingArea<BitMapBackend<'a>, Shift>;

pub const FONT: &str = "DejaVu Sans";
pub const INK: RGBColor = RGBColor(0x22, 0x28, 0x31);
pub const FAINT_INK: RGBColor = RGBColor(0x6b, 0x74, 0x80);
pub const GRID: RGBColor = RGBColor(0xe6, 0xe9, 0xed);
/// Told apart by people who see colours differently, too: Okabe and Ito 2008.
pub const COLORS: [RGBColor; 6] = [
    RGBColor(0x00, 0x72, 0xb2),
    RGBColor(0xd5, 0x5e, 0x00),
    RGBColor(0x00, 0x9e, 0x73),
    RGBColor(0xcc, 0x79, 0xa7),
    RGBColor(0xe6, 0x9f, 0x00),
    RGBColor(0x56, 0xb4, 0xe9),
];
/// Height of title and subtitle.
const HEADER: u32 = 120;

/// A style of text.
pub fn text(size: u32) -> TextStyle<'static> {
    (FONT, size).into_font().color(&INK)
}

/// Draws title and subtitle, then `draw` what is below, and saves the picture.
pub fn save(
    path: &Path,
    size: (u32, u32),
    title: &str,
    subtitle: &str,
    draw: impl FnOnce(&Area<'_>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for (style, bytes) in [
        (FontStyle::Normal, dejavu::sans::regular()),
        (FontStyle::Bold, dejavu::sans::bold()),
    ] {
        register_font(FONT, style, bytes).map_err(|_| anyhow!("the built-in font is broken"))?;
    }
    let mut pixels = vec![0; 3 * (size.0 * size.1) as usize];
    {
        let area = BitMapBackend::with_buffer(&mut pixels, size).into_drawing_area();
        area.fill(&WHITE)?;
        let left = Pos::new(HPos::Left, VPos::Top);
        let bold = (FONT, 34, FontStyle::Bold).into_font().color(&INK);
        area.draw_text(title, &bold.pos(left), (40, 26))?;
        let faint = text(22).color(&FAINT_INK);
        area.draw_text(subtitle, &faint.pos(left), (40, 76))?;
        draw(&area.split_vertically(HEADER).1)?;
        area.present()?;
    }
    save_png(path, size, &pixels)
}

/// Saves pixels of three bytes: red, green, blue.
pub fn save_png(path: &Path, (width, height): (u32, u32), pixels: &[u8]) -> anyhow::Result<()> {
    let save = || -> anyhow::Result<()> {
        let file = BufWriter::new(File::create(path)?);
        let mut encoder = png::Encoder::new(file, width, height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.write_header()?.write_image_data(pixels)?;
        Ok(())
    };
    save().with_context(|| format!("cannot write {}", path.display()))
}
