//! A conditional random field over the states of lines: likelihood by forward and backward sums, AdaGrad with L1.

use pagemend::fit;

use crate::pages::Sample;

#[derive(Clone)]
pub struct Model {
    pub gaps: Vec<f64>,
    pub lines: Vec<f64>,
    pub steps: Vec<f64>,
    sums: [Vec<f64>; 3],
    /// What L1 pulls the weights to.
    bases: [Vec<f64>; 3],
    column: Vec<Vec<Option<usize>>>,
    gap_evidences: usize,
    columns: usize,
    states: usize,
}

struct Potentials {
    /// For each line: the weight of each step into it, by from-state and to-state; and of the line itself.
    steps: Vec<f64>,
    own: Vec<f64>,
}

const NEVER: f64 = -1e9;

impl Model {
    pub fn new() -> Model {
        let (gap_evidences, evidences, columns, states) = fit::COUNTS;
        let sizes = [gap_evidences * columns, (evidences - gap_evidences) * states, states * states];
        Model {
            gaps: vec![0.0; sizes[0]],
            lines: vec![0.0; sizes[1]],
            steps: vec![0.0; sizes[2]],
            sums: sizes.map(|n| vec![1e-6; n]),
            bases: sizes.map(|n| vec![0.0; n]),
            column: (0..states).map(|from| (0..states).map(|to| fit::column(from, to)).collect()).collect(),
            gap_evidences,
            columns,
            states,
        }
    }

    /// The same model, its weights as firm as if squares of this sum had been learned of each, and L1 pulling to what they are.
    pub fn held(mut self, sum: f64) -> Model {
        self.sums.iter_mut().flatten().for_each(|s| *s = sum);
        self.bases = [self.gaps.clone(), self.lines.clone(), self.steps.clone()];
        self
    }

    /// The same model, of which only the weights of these evidences learn: as if all others stood on far more than there is.
    pub fn only(mut self, evidences: &[u16]) -> Model {
        const FIRM: f64 = 1e30;
        const FREE: f64 = 1e-6;
        self.sums.iter_mut().flatten().for_each(|s| *s = FIRM);
        for id in evidences.iter().map(|id| usize::from(*id)) {
            let (sums, first, count) = match id.checked_sub(self.gap_evidences) {
                None => (&mut self.sums[0], id, self.columns),
                Some(line) => (&mut self.sums[1], line, self.states),
            };
            sums[first * count..(first + 1) * count].fill(FREE);
        }
        self
    }

    /// The model of a table of costs, as [`Model::table`] writes it. The error is a message.
    pub fn read(table: &str) -> Result<Model, String> {
        let mut model = Model::new();
        let states: Vec<String> = fit::state_names().iter().map(|s| s.to_string()).collect();
        let columns = fit::column_names();
        for (n, line) in table.lines().enumerate().skip(1) {
            let mut read_row = || {
                let mut cells = line.split('\t');
                let (name, value, list) = (cells.next()?, cells.next()?, cells.next()?);
                let (row, names) = if name == "step" {
                    let from = states.iter().position(|state| state == value)?;
                    (&mut model.steps[from * model.states..][..model.states], &states)
                } else {
                    let before = fit::evidences().into_iter().take_while(|evidence| evidence.0 != name);
                    let id = before.map(|evidence| evidence.1).sum::<usize>() + value.parse::<usize>().ok()?;
                    match id.checked_sub(model.gap_evidences) {
                        None => (&mut model.gaps[id * model.columns..][..model.columns], &columns),
                        Some(id) => (model.lines.get_mut(id * model.states..(id + 1) * model.states)?, &states),
                    }
                };
                for (name, cost) in list.split(' ').map(|cell| cell.rsplit_once(':')).collect::<Option<Vec<_>>>()? {
                    let cost: f64 = cost.parse().ok()?;
                    row[names.iter().position(|other| other == name)?] = -cost / 64.0;
                }
                Some(())
            };
            read_row().ok_or_else(|| format!("line {} of the table of costs is none", n + 1))?;
        }
        Ok(model)
    }

    fn potentials(&self, page: &Sample) -> Potentials {
        let (n, s) = (page.items.len(), self.states);
        let mut p = Potentials { steps: vec![NEVER; n * s * s], own: vec![0.0; n * s] };
        for (i, item) in page.items.iter().enumerate() {
            let mut gap = vec![0.0; self.columns];
            for &id in &item.gap {
                let row = &self.gaps[usize::from(id) * self.columns..][..self.columns];
                gap.iter_mut().zip(row).for_each(|(g, w)| *g += w);
            }
            let own = &mut p.own[i * s..][..s];
            for &id in &item.line {
                let row = &self.lines[(usize::from(id) - self.gap_evidences) * s..][..s];
                own.iter_mut().zip(row).for_each(|(o, w)| *o += w);
            }
            for from in 0..s {
                for to in 0..s {
                    if let Some(c) = self.column[from][to] {
                        p.steps[(i * s + from) * s + to] = gap[c] + self.steps[from * s + to];
                    }
                }
            }
        }
        p
    }

    /// Marginals under the masks: of each line's state, of each step; and the log of the sum over all readings.
    fn marginals(&self, p: &Potentials, masks: &[u16]) -> (Vec<f64>, Vec<f64>, f64) {
        let (n, s) = (masks.len(), self.states);
        let allowed = |i: usize, k: usize| masks[i] >> k & 1 == 1 && !(i == 0 && (k == 1 || k == 7));
        let mut ahead = vec![NEVER; n * s];
        for i in 0..n {
            for to in 0..s {
                if !allowed(i, to) {
                    continue;
                }
                let own = p.own[i * s + to];
                ahead[i * s + to] = own
                    + if i == 0 {
                        0.0
                    } else {
                        log_sum((0..s).map(|from| ahead[(i - 1) * s + from] + p.steps[(i * s + from) * s + to]))
                    };
            }
        }
        let total = log_sum((0..s).map(|k| ahead[(n - 1) * s + k]));
        let mut behind = vec![0.0; n * s];
        for i in (0..n - 1).rev() {
            for from in 0..s {
                behind[i * s + from] = log_sum((0..s).filter(|&to| allowed(i + 1, to)).map(|to| {
                    p.steps[((i + 1) * s + from) * s + to] + p.own[(i + 1) * s + to] + behind[(i + 1) * s + to]
                }));
            }
        }
        let states = (0..n * s).map(|k| (ahead[k] + behind[k] - total).exp()).collect();
        let mut steps = vec![0.0; n * s * s];
        for i in 1..n {
            for from in 0..s {
                for to in (0..s).filter(|&to| allowed(i, to)) {
                    let k = (i * s + from) * s + to;
                    steps[k] =
                        (ahead[(i - 1) * s + from] + p.steps[k] + p.own[i * s + to] + behind[i * s + to] - total).exp();
                }
            }
        }
        (states, steps, total)
    }

    /// One step of learning from one page. Returns the log-likelihood that it had.
    pub fn learn(&mut self, page: &Sample, rate: f64, l1: f64, weight: f64) -> f64 {
        let s = self.states;
        let p = self.potentials(page);
        let free = vec![crate::pages::ANY; page.masks.len()];
        let (want_states, want_steps, want) = self.marginals(&p, &page.masks);
        if want < -1e8 {
            return 0.0; // the gold asks for a reading that cannot be
        }
        let (states, steps, all) = self.marginals(&p, &free);
        for (i, item) in page.items.iter().enumerate() {
            let mut gap = vec![0.0; self.columns];
            for from in 0..s {
                for to in 0..s {
                    let k = (i * s + from) * s + to;
                    let g = (want_steps[k] - steps[k]) * weight;
                    if g.abs() > 1e-5
                        && let Some(c) = self.column[from][to]
                    {
                        gap[c] += g;
                        let step = from * s + to;
                        update(&mut self.steps[step], &mut self.sums[2][step], self.bases[2][step], g, rate, l1);
                    }
                }
            }
            for &id in &item.gap {
                for (c, g) in gap.iter().enumerate().filter(|(_, g)| g.abs() > 1e-5) {
                    let k = usize::from(id) * self.columns + c;
                    update(&mut self.gaps[k], &mut self.sums[0][k], self.bases[0][k], *g, rate, l1);
                }
            }
            for state in 0..s {
                let g = (want_states[i * s + state] - states[i * s + state]) * weight;
                if g.abs() > 1e-5 {
                    for &id in &item.line {
                        let k = (usize::from(id) - self.gap_evidences) * s + state;
                        update(&mut self.lines[k], &mut self.sums[1][k], self.bases[1][k], g, rate, l1);
                    }
                }
            }
        }
        want - all
    }

    /// Adds the weights to a sum of them: the mean over the last rounds is steadier than the last of them.
    pub fn add_to(&self, sum: &mut [Vec<f64>; 3]) {
        for (sum, weights) in sum.iter_mut().zip([&self.gaps, &self.lines, &self.steps]) {
            sum.resize(weights.len(), 0.0);
            sum.iter_mut().zip(weights).for_each(|(s, w)| *s += w);
        }
    }

    /// Takes the mean of `rounds` sums for its weights.
    pub fn take_mean(&mut self, sum: &[Vec<f64>; 3], rounds: usize) {
        for (sum, weights) in sum.iter().zip([&mut self.gaps, &mut self.lines, &mut self.steps]) {
            weights.iter_mut().zip(sum).for_each(|(w, s)| *w = s / rounds as f64);
        }
    }

    /// The most likely reading.
    pub fn decode(&self, page: &Sample) -> Vec<usize> {
        let (n, s) = (page.items.len(), self.states);
        if n == 0 {
            return Vec::new();
        }
        let p = self.potentials(page);
        let mut best = vec![NEVER; n * s];
        let mut back = vec![0; n * s];
        for i in 0..n {
            for to in 0..s {
                if i == 0 {
                    best[to] = if to == 1 || to == 7 { NEVER } else { p.own[to] };
                    continue;
                }
                for from in 0..s {
                    let v = best[(i - 1) * s + from] + p.steps[(i * s + from) * s + to] + p.own[i * s + to];
                    if v > best[i * s + to] {
                        (best[i * s + to], back[i * s + to]) = (v, from);
                    }
                }
            }
        }
        let mut at = (0..s).max_by(|a, b| best[(n - 1) * s + a].total_cmp(&best[(n - 1) * s + b])).unwrap_or(0);
        let mut out = vec![0; n];
        for i in (0..n).rev() {
            out[i] = at;
            at = back[i * s + at];
        }
        out
    }

    /// The table of costs, in 1/64 nat.
    pub fn table(&self) -> String {
        let cost = |w: f64| (-w * 64.0).round() as i64;
        let cells = |row: &[f64], names: &[String]| {
            let list: Vec<String> = row
                .iter()
                .zip(names)
                .filter(|(w, _)| cost(**w) != 0)
                .map(|(w, name)| format!("{name}:{}", cost(*w)))
                .collect();
            list.join(" ")
        };
        let states: Vec<String> = fit::state_names().iter().map(|s| s.to_string()).collect();
        let columns = fit::column_names();
        let mut out = String::from("evidence\tvalue\tcosts\n");
        let mut id = 0;
        for (name, size) in fit::evidences() {
            for value in 0..size {
                let list = if id < self.gap_evidences {
                    cells(&self.gaps[id * self.columns..][..self.columns], &columns)
                } else {
                    cells(&self.lines[(id - self.gap_evidences) * self.states..][..self.states], &states)
                };
                if !list.is_empty() {
                    out += &format!("{name}\t{value}\t{list}\n");
                }
                id += 1;
            }
        }
        for from in 0..self.states {
            let list = cells(&self.steps[from * self.states..][..self.states], &states);
            if !list.is_empty() {
                out += &format!("step\t{}\t{list}\n", states[from]);
            }
        }
        out
    }

    pub fn weights(&self) -> usize {
        self.gaps.iter().chain(&self.lines).chain(&self.steps).filter(|w| w.abs() * 64.0 >= 0.5).count()
    }
}

/// AdaGrad's step, then L1's pull towards the base.
fn update(w: &mut f64, sum: &mut f64, base: f64, gradient: f64, rate: f64, l1: f64) {
    *sum += gradient * gradient;
    let step = rate / sum.sqrt();
    let off = *w + step * gradient - base;
    *w = base + off.signum() * (off.abs() - step * l1).max(0.0);
}

fn log_sum(terms: impl Iterator<Item = f64> + Clone) -> f64 {
    let most = terms.clone().fold(NEVER, f64::max);
    if most <= NEVER {
        return NEVER;
    }
    most + terms.map(|t| (t - most).exp()).sum::<f64>().ln()
}
