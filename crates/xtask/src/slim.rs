//! Takes the names of functions out of built modules; a fifth of what would be downloaded. The compiler's own `strip` takes the list of used features with them, which
//! wasm-bindgen needs.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// The custom section that holds the names, by the WebAssembly specification's appendix.
const NAME_SECTION: &str = "name";

/// Length of a module's magic number and version.
const HEADER: usize = 8;

/// Slims every module in a folder.
pub fn slim(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "wasm") {
            let slimmed = without_names(&fs::read(&path)?).with_context(|| format!("{}", path.display()))?;
            fs::write(&path, slimmed)?;
        }
    }
    Ok(())
}

/// The module without its name section.
fn without_names(module: &[u8]) -> Result<Vec<u8>> {
    let (header, mut rest) = module.split_at_checked(HEADER).context("not a WebAssembly module")?;
    let mut kept = header.to_vec();
    while !rest.is_empty() {
        let (id, length) = (rest[0], leb128(&rest[1..])?);
        let end = 1 + length.1 + length.0;
        let (section, after) = rest.split_at_checked(end).context("the module is cut off")?;
        let content = &section[1 + length.1..];
        if id != 0 || custom_name(content)? != NAME_SECTION.as_bytes() {
            kept.extend(section);
        }
        rest = after;
    }
    Ok(kept)
}

/// The name of a custom section.
fn custom_name(content: &[u8]) -> Result<&[u8]> {
    let (length, width) = leb128(content)?;
    content.get(width..width + length).context("a custom section is cut off")
}

/// A number of seven bits a byte, lowest first, and how many bytes it takes.
fn leb128(bytes: &[u8]) -> Result<(usize, usize)> {
    let mut value = 0;
    for (place, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Ok((value, place + 1));
        }
    }
    bail!("a number in the module does not end")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_and_the_rest_stays() {
        let header = b"\0asm\x01\0\0\0";
        let types = [1, 4, 1, 0x60, 0, 0];
        let names = [0, 7, 4, b'n', b'a', b'm', b'e', 9, 9];
        let features = [0, 3, 2, b't', b'f'];
        let module = [&header[..], &types, &names, &features].concat();
        assert_eq!(without_names(&module).unwrap(), [&header[..], &types, &features].concat());
        assert!(without_names(&module[..module.len() - 1]).is_err());
        assert!(without_names(b"\0asm").is_err());
    }
}
