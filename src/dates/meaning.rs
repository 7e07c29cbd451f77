//! What words say of time, and when that is, seen from a day.

use super::Published;
use super::calendar::{Period, count, day, month, months, real, weekday, year};
use crate::corpus::Day;

/// From here, a bare month or a day without its year is as likely past as to come.
const MONTHS_IN_SIGHT: i32 = 4;
const DAYS_IN_SIGHT: i32 = 120;

/// A month that is called the last or next one in so short a time may be that of another year.
const MONTHS_NEAR: i32 = 3;

/// To which side words point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// None said: `in November`, `on Tuesday`.
    Bare,
    /// `last`.
    Last,
    /// `this`.
    This,
    /// `next`.
    Next,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// What words say of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// All of it.
    Stated(Period),
    /// Most of it, or a stretch near it.
    About(Period),
    /// A day, the year left out.
    DayOfYear { month: u8, day: u8 },
    /// A month, the year left out.
    MonthOfYear(u8, Way),
    /// A day of the week, Monday 0.
    Weekday(i32, Way),
    /// So many units from now; whether the words may be meant loosely.
    Shift(Unit, i32, bool),
    /// Something counted from what is told, or that comes again and again.
    Told,
}

impl Meaning {
    /// When that is, and whether it is in doubt; nothing where two readings are as good.
    pub(super) fn seen_from(self, published: Published) -> Option<(Period, bool)> {
        let (from, early) = self.seen_on(published.first)?;
        let (to, late) = self.seen_on(published.last)?;
        let may_differ = matches!(
            self,
            Meaning::Shift(..) | Meaning::MonthOfYear(_, Way::Last | Way::This | Way::Next)
        );
        let doubt = early || late || !published.is_sure;
        (from == to || may_differ).then_some(((from.0, to.1), doubt))
    }

    fn seen_on(self, today: Day) -> Option<(Period, bool)> {
        match self {
            Meaning::Stated(period) => Some((period, false)),
            Meaning::About(period) => Some((period, true)),
            Meaning::DayOfYear { month, day } => {
                nearest(month, day, today).map(|it| ((it, it), false))
            }
            Meaning::MonthOfYear(name, way) => month_of_year(name, way, today),
            Meaning::Weekday(name, way) => Some((day_of_week(name, way, today), true)),
            Meaning::Shift(unit, by, loosely) => Some((shifted(unit, by, today), loosely)),
            Meaning::Told => None,
        }
    }
}

/// The day of that name next to `today`, before or after.
fn nearest(month: u8, date: u8, today: Day) -> Option<Day> {
    let far = |it: &Day| (count(*it) - count(today)).abs();
    let year = today.year;
    [year.saturating_sub(1), year, year.saturating_add(1)]
        .into_iter()
        .filter_map(|year| real(year, month, date))
        .min_by_key(far)
        .filter(|it| far(it) <= DAYS_IN_SIGHT)
}

fn month_of_year(name: u8, way: Way, today: Day) -> Option<(Period, bool)> {
    let now = months(today.year, today.month);
    let this = months(today.year, name);
    let ago = (now - this).rem_euclid(12);
    let until = (this - now).rem_euclid(12);
    let (found, doubt) = match way {
        Way::This => (this, false),
        Way::Last => (
            now - if ago == 0 { 12 } else { ago },
            (1..MONTHS_NEAR).contains(&ago),
        ),
        Way::Next => (
            now + if until == 0 { 12 } else { until },
            (1..MONTHS_NEAR).contains(&until),
        ),
        Way::Bare if ago <= MONTHS_IN_SIGHT => (now - ago, true),
        Way::Bare if until <= MONTHS_IN_SIGHT => (now + until, true),
        Way::Bare => return None,
    };
    Some((month(found), doubt))
}

fn day_of_week(name: i32, way: Way, today: Day) -> Period {
    let now = count(today);
    let ago = (weekday(now) - name).rem_euclid(7);
    let found = match way {
        Way::Bare => now - ago,
        Way::Last => now - if ago == 0 { 7 } else { ago },
        Way::This => now - weekday(now) + name,
        Way::Next => now + 7 - ago,
    };
    (day(found), day(found))
}

fn shifted(unit: Unit, by: i32, today: Day) -> Period {
    let now = count(today);
    match unit {
        Unit::Day => (day(now + by), day(now + by)),
        Unit::Week => {
            let monday = now - weekday(now) + 7 * by;
            (day(monday), day(monday + 6))
        }
        Unit::Month => month(months(today.year, today.month) + by),
        Unit::Year => year((i32::from(today.year) + by).clamp(1, 9_999) as u16),
    }
}
