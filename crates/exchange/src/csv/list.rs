//! Several names in one cell: `A;B` (Exportify), `A, B` (older Exportify), `['A', 'B']` (Python, in Kaggle's
//! sets).

/// What separates the names of one column. The first is written, all of them are read.
pub(super) type Separators = &'static [char];

/// The names in one cell. A separator within a name gets a backslash, as older Exportify does it.
pub(super) fn join(names: &[String], separators: Separators) -> String {
    let mut cell = String::new();
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        if !cell.is_empty() {
            cell.extend(separators.first());
        }
        for (place, char) in name.chars().enumerate() {
            let opens_a_list = place == 0 && char == '[';
            if opens_a_list || char == '\\' || separators.contains(&char) {
                cell.push('\\');
            }
            cell.push(char);
        }
    }
    cell
}

/// The names in a cell, without white space around them and without blank ones.
pub(super) fn split(cell: &str, separators: Separators) -> Vec<String> {
    let listed = python_list(cell).or_else(|| names_of_objects(cell));
    let names = listed.unwrap_or_else(|| separated(cell, separators));
    names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn separated(cell: &str, separators: Separators) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut chars = cell.chars().peekable();
    while let Some(char) = chars.next() {
        if separators.contains(&char) {
            names.push(String::new());
            continue;
        }
        // Any other backslash is part of the name (AC\DC).
        let escaped =
            chars.next_if(|next| char == '\\' && (['\\', '['].contains(next) || separators.contains(next)));
        if let Some(name) = names.last_mut() {
            name.push(escaped.unwrap_or(char));
        }
    }
    names
}

/// The strings of a list as Python prints it; None where the cell is something else.
fn python_list(cell: &str) -> Option<Vec<String>> {
    let mut rest = cell.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut names = Vec::new();
    while !rest.is_empty() {
        let (name, after) = python_string(rest)?;
        names.push(name);
        rest = match after.trim_start() {
            "" => "",
            after => after.strip_prefix(',')?.trim_start(),
        };
    }
    Some(names)
}

/// The names in a list of objects as Python prints it, None where the cell is something else: artists as Spotify's answers have
/// them, `[{'id': '…', 'name': 'A'}]`.
fn names_of_objects(cell: &str) -> Option<Vec<String>> {
    let mut rest = cell.trim().strip_prefix("[{")?.strip_suffix("}]")?;
    let mut names = Vec::new();
    while let Some(quote) = rest.find(['\'', '"']) {
        let (word, after) = python_string(rest.get(quote..)?)?;
        rest = after;
        let value = after.trim_start().strip_prefix(':').map(str::trim_start);
        if word == "name"
            && let Some((name, after)) = value.and_then(python_string)
        {
            names.push(name);
            rest = after;
        }
    }
    Some(names)
}

/// The quoted string a text begins with, and the text after it.
fn python_string(text: &str) -> Option<(String, &str)> {
    let quote = text.chars().next().filter(|char| ['\'', '"'].contains(char))?;
    let mut name = String::new();
    let mut chars = text.chars();
    chars.next();
    while let Some(char) = chars.next() {
        match char {
            '\\' => name.push(chars.next()?),
            _ if char == quote => return Some((name, chars.as_str())),
            _ => name.push(char),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_families_lists_are_read() {
        assert_eq!(split("Fred Falke;Elohim; Oliver", &[';']), ["Fred Falke", "Elohim", "Oliver"]);
        assert_eq!(split("Tyler, the Creator", &[';']), ["Tyler, the Creator"]);
        assert_eq!(split(r"Tyler\, the Creator, Kali Uchis", &[',']), ["Tyler, the Creator", "Kali Uchis"]);
        assert_eq!(
            split(r#"['Guns N\' Roses', "Destiny's Child"]"#, &[';']),
            ["Guns N' Roses", "Destiny's Child"]
        );
        assert_eq!(
            split(r#"[{'external_urls': {'x': 'y'}, 'name': "Guns N' Roses"}, {'name': 'B'}]"#, &[';']),
            ["Guns N' Roses", "B"]
        );
        assert_eq!(split("[]", &[';']), [""; 0]);
        assert_eq!(split(" ; ", &[';']), [""; 0]);
        assert_eq!(split("[spunge]", &[';']), ["[spunge]"]);
        assert_eq!(split(r"AC\DC", &[';']), [r"AC\DC"]);
    }

    proptest! {
        #[test]
        fn names_survive_in_one_cell(names in prop::collection::vec(r#"[\[\];,\\'"a]{0,6}|\PC{1,5}"#, 0..4)) {
            let names: Vec<String> =
                names.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
            prop_assert_eq!(&split(&join(&names, &[';']), &[';']), &names);
            prop_assert_eq!(&split(&join(&names, &[',', ';']), &[',', ';']), &names);
        }

        #[test]
        fn any_cell_is_read_without_panic(cell in r#"\[?['"a,\\\[]{0,8}\]?|.*"#) {
            let _ = split(&cell, &[',', ';']);
        }
    }
}
