//! Singulars of English words.

/// The singular of an English word, when a simple rule gives it.
pub(super) fn singular(word: &str) -> String {
    const SAME: &[&str] = &["analytics", "aws", "dns", "https", "news", "series", "species", "tls"];
    if word.len() < 3 || SAME.contains(&word) {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return if stem.len() > 1 { format!("{stem}y") } else { format!("{stem}ie") };
    }
    for (plural, ending) in
        [("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("uses", "us")]
    {
        if let Some(stem) = word.strip_suffix(plural) {
            return format!("{stem}{ending}");
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn singulars() {
        for (plural, expected) in [
            ("users", "user"),
            ("policies", "policy"),
            ("addresses", "address"),
            ("status", "status"),
            ("access", "access"),
            ("boxes", "box"),
            ("statuses", "status"),
            ("dns", "dns"),
            ("analysis", "analysis"),
        ] {
            assert_eq!(singular(plural), expected);
        }
    }
}
