package import LintasMessages
internal import LintasProtobuf
internal import LintasStore

/// What AnalyticsService reads.
extension Registry {
  /// How long cases took since the first one.
  ///
  /// - Parameters:
  ///   - office: code of an office; empty for all.
  ///   - service: a service; `unspecified` for all.
  /// - Throws: `Refusal.invalid` for an office that never was; `Refusal.ruleMissing`.
  package func turnaround(
    office: String, service: CountedService
  ) throws -> GetTurnaroundResponse {
    try requireKnown(office)
    return try read { books in
      var sums: [TurnaroundCell: DurationSums] = [:]
      let table = Tables.turnaround
      try books.scan(office.isEmpty ? table.range() : table.range(office)) { key, value in
        let row = Key(copying: key)
        sums[try TurnaroundCell(row)] = try ReadTransaction.sums(value, at: row)
        return .next
      }
      let position = try books.countedPosition()
      let pending = try books.feedPosition() &- position
      let byOffice = Dictionary(grouping: sums) { $0.key.office }
      let numbers = try numbers(office, service, also: Array(byOffice.keys)).map { numbers in
        let own = (byOffice[numbers.office] ?? []).filter { $0.key.service == numbers.service }
        return numbers.turnaround(
          Dictionary(uniqueKeysWithValues: own.map { ($0.key.step, $0.value) }))
      }
      return .with {
        for turnaround in numbers { $0.turnarounds.append(turnaround) }
        $0.position = position
        $0.pending = pending
      }
    }
  }

  /// What is open today.
  ///
  /// - Parameters: as above.
  /// - Throws: as above.
  package func backlog(office: String, service: CountedService) throws -> GetBacklogResponse {
    try requireKnown(office)
    let today = now.officeDay
    let calendar = try rules().calendar
    return try read { books in
      var cells: [BacklogCell: Int64] = [:]
      let table = Tables.backlog
      try books.scan(office.isEmpty ? table.range() : table.range(office)) { key, value in
        let row = Key(copying: key)
        cells[try BacklogCell(row)] = try ReadTransaction.openCases(value, at: row)
        return .next
      }
      let ages = calendar.workingDays(since: Set(cells.keys.map(\.submitted)), until: today)
      let position = try books.countedPosition()
      let pending = try books.feedPosition() &- position
      let byOffice = Dictionary(grouping: cells) { $0.key.office }
      let numbers = try numbers(office, service, also: Array(byOffice.keys)).map { numbers in
        let own = (byOffice[numbers.office] ?? []).filter { $0.key.service == numbers.service }
        return numbers.backlog(own, ages: ages, on: today)
      }
      return .with {
        for backlog in numbers { $0.backlogs.append(backlog) }
        $0.day = today.description
        $0.position = position
        $0.pending = pending
      }
    }
  }

  /// Whom an answer is about: each office that is asked for, with each service.
  private func numbers(
    _ office: String, _ service: CountedService, also counted: [String]
  ) throws -> [OfficeNumbers] {
    let services: [CountedService] = service == .unspecified ? [.passport] : [service]
    let present = try rules().sites(on: now.officeDay).map(\.code)
    let offices = office.isEmpty ? Set(present).union(counted).sorted() : [office]
    return offices.flatMap { office in
      services.map { OfficeNumbers(office: office, service: $0) }
    }
  }

  /// - Throws: `Refusal.invalid` for an office that never was; `Refusal.ruleMissing`.
  private func requireKnown(_ office: String) throws(Refusal) {
    guard !office.isEmpty, try !rules().offices.allRows.contains(where: { $0.key == office }) else {
      return
    }
    throw .invalid([Violation(path: "office_code", rule: "office.unknown")])
  }
}
