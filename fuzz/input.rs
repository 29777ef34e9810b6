//! What the targets are fed: options, and text.

use arbitrary::{Arbitrary, Unstructured};
use pagemend::{Mender, Rule};

/// Options and a text. Text takes the rest of the input as it is, so that seeds and the dictionary stay readable in it.
#[derive(Debug)]
pub struct Input<'a> {
    pub options: Options,
    /// Bytes that are mostly text.
    pub bytes: &'a [u8],
}

/// What a mender can be told.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// A bit for each rule that is off.
    off: u16,
    /// 0 is the default.
    page_limit: u16,
    /// 0 is none.
    line_limit: u8,
    lossy: bool,
    /// In eighths of a nat; 0 is the default.
    threshold: u8,
    /// How many bytes are pushed at once, less one.
    pub piece: u8,
}

/// The options take the *last* bytes of the input, so that a seed may begin with its text.
const OPTIONS: usize = 9;

impl<'a> Arbitrary<'a> for Input<'a> {
    fn arbitrary(input: &mut Unstructured<'a>) -> arbitrary::Result<Input<'a>> {
        let all = input.bytes(input.len())?;
        Ok(Input::of(all))
    }

    fn arbitrary_take_rest(input: Unstructured<'a>) -> arbitrary::Result<Input<'a>> {
        Ok(Input::of(input.take_rest()))
    }
}

impl<'a> Input<'a> {
    fn of(all: &'a [u8]) -> Input<'a> {
        let Some((bytes, o)) = all.split_last_chunk::<OPTIONS>() else {
            let options = Options { off: 0, page_limit: 0, line_limit: 0, lossy: false, threshold: 0, piece: 0 };
            return Input { options, bytes: all };
        };
        // Letters and line ends, as seeds end in, are every rule on and no limit: only bytes above them set an option.
        let set = |byte: u8| byte.saturating_sub(0x7f);
        let options = Options {
            off: u16::from_le_bytes([set(o[0]), set(o[1])]),
            page_limit: u16::from_le_bytes([set(o[2]), set(o[3])]),
            line_limit: set(o[4]),
            lossy: set(o[5]) % 2 == 1,
            piece: o[6],
            threshold: set(o[7]),
        };
        Input { options, bytes }
    }

    /// The text of the bytes, up to the first that is none.
    pub fn text(&self) -> &'a str {
        let valid = std::str::from_utf8(self.bytes).map_or_else(|error| error.valid_up_to(), str::len);
        std::str::from_utf8(&self.bytes[..valid]).unwrap()
    }
}

impl Options {
    /// Whether the options switch the rule off.
    pub fn is_off(&self, rule: Rule) -> bool {
        Rule::all().position(|one| one == rule).is_some_and(|n| self.off & (1 << n) != 0)
    }

    /// What an edit must be sure of, in 1/64 nat, if that is told.
    pub fn threshold(&self) -> Option<u16> {
        // The greatest but one takes every decision.
        match self.threshold {
            0 => None,
            0x7f => Some(0),
            eighths => Some(u16::from(eighths) * 8),
        }
    }

    pub fn mender(&self) -> Mender {
        let mut mender = Mender::new().lossy(self.lossy);
        for (n, rule) in Rule::all().enumerate() {
            if self.off & (1 << n) != 0 {
                mender = mender.without(rule);
            }
        }
        if let Some(threshold) = self.threshold() {
            mender = mender.threshold(threshold);
        }
        if self.page_limit > 0 {
            mender = mender.page_limit(self.page_limit.into());
        }
        if self.line_limit > 0 {
            mender = mender.line_limit(self.line_limit.into());
        }
        mender
    }
}
