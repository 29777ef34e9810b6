pub(crate) fn propose(_: &super::Sheet<'_>, _: &mut Vec<crate::page::change::Change>) {}
