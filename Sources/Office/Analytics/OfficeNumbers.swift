internal import LintasMessages
internal import LintasProtobuf

/// The numbers of one office and one service as messages tell them.
struct OfficeNumbers {
  /// Code of the office.
  let office: String
  /// The service.
  let service: CountedService

  /// How long each step took, whatever steps there are sums of.
  func turnaround(_ sums: [TurnaroundStep: DurationSums]) -> Turnaround {
    let total = sums[.total] ?? DurationSums()
    return .with { turnaround in
      turnaround.officeCode = office
      turnaround.service = service
      for step in Self.steps {
        turnaround.steps.append(Self.turnaround(of: step, sums[step] ?? DurationSums()))
      }
      turnaround.decided = total.cases
      turnaround.decidedInTime = total.inTime
      if let share = total.inTimeBasisPoints { turnaround.inTimeBasisPoints = share }
    }
  }

  /// What is open.
  ///
  /// - Parameters:
  ///   - cells: counts of open cases of this office and service.
  ///   - ages: of each day of submission, how many working days ago it was.
  ///   - today: the day to compare promises with.
  func backlog(
    _ cells: [(key: BacklogCell, value: Int64)], ages: [CivilDate: Int], on today: CivilDate
  ) -> Backlog {
    .with { backlog in
      backlog.officeCode = office
      backlog.service = service
      let byState = Dictionary(grouping: cells) { $0.key.state.rawValue }
      for (state, cells) in byState.sorted(by: { $0.key < $1.key }) {
        let counts = Self.backlog(
          in: ApplicationState(rawValue: state), cells, ages: ages, on: today)
        backlog.cases += counts.cases
        backlog.overdue += counts.overdue
        backlog.states.append(counts)
      }
    }
  }

  private static let steps: [TurnaroundStep] = [
    .submittedToClaimed, .claimedToChecked, .checkedToDecided, .total,
  ]

  private static func turnaround(
    of step: TurnaroundStep, _ sums: DurationSums
  ) -> StepTurnaround {
    .with {
      $0.step = step
      $0.cases = sums.cases
      if let mean = sums.mean { $0.mean = .init(milliseconds: mean) }
      if let half = sums.quantile(percent: 50) { $0.p50 = .init(milliseconds: half) }
      if let most = sums.quantile(percent: 90) { $0.p90 = .init(milliseconds: most) }
      if sums.cases > 0 { $0.longest = .init(milliseconds: sums.longestMilliseconds) }
      for (index, cases) in sums.bars.enumerated() where cases > 0 {
        $0.bars.append {
          $0.atMostMinutes = index < DurationSums.bounds.count ? DurationSums.bounds[index] : 0
          $0.cases = cases
        }
      }
    }
  }

  private static func backlog(
    in state: ApplicationState, _ cells: [(key: BacklogCell, value: Int64)],
    ages: [CivilDate: Int], on today: CivilDate
  ) -> BacklogState {
    var byAge: [Int: Int64] = [:]
    var overdue: Int64 = 0
    for (cell, cases) in cells {
      byAge[ages[cell.submitted] ?? 0, default: 0] += cases
      if cell.due < today { overdue += cases }
    }
    return .with {
      $0.state = state
      $0.cases = byAge.values.reduce(0, +)
      $0.overdue = overdue
      for (age, cases) in byAge.sorted(by: { $0.key < $1.key }) {
        $0.ages.append {
          $0.workingDays = Int32(clamping: age)
          $0.cases = cases
        }
      }
    }
  }
}
