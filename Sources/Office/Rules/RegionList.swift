/// Codes of the regions of Indonesia, as far as the office has them.
///
/// The list may be partial: an absent code proves nothing unless its siblings are there.
package struct RegionList: Sendable {
  private let regencies: Set<String>
  private let districts: Set<String>
  private let parents: Set<String>

  /// A list of regencies (`18.08`) and districts (`18.08.01`).
  package init(regencies: Set<String>, districts: Set<String>) {
    self.regencies = regencies
    self.districts = districts
    parents = Set(regencies.map { String($0.prefix(2)) } + districts.map { String($0.prefix(5)) })
  }

  /// False if the list knows the province's regencies, or the regency's districts, and the given
  /// one is not among them.
  package func mayContain(regency: String, district: String) -> Bool {
    if parents.contains(String(regency.prefix(2))), !regencies.contains(regency) { return false }
    return !parents.contains(regency) || districts.contains(district)
  }
}
