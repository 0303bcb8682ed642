/// Ages that passport law turns on, from the `age` table.
package struct AgeLimits: Sendable {
  /// From this age a person carries an identity card and may have the ten-year book (17).
  package let adult: Int

  /// On this birthday a child of two nationalities must have chosen one (18 and three years: 21).
  package let dualCitizenshipEnd: Int

  /// The limits in force.
  package init(adult: Int, dualCitizenshipEnd: Int) {
    self.adult = adult
    self.dualCitizenshipEnd = dualCitizenshipEnd
  }

  /// Whether a person counts as an adult on `day`: old enough, or ever married.
  package func isAdult(born: CivilDate, everMarried: Bool, on day: CivilDate) -> Bool {
    everMarried || born.completedYears(on: day) >= adult
  }
}
