internal import DaemonControl
internal import LintasMessages

/// Who plays.
enum Cast {
  /// Code of the office in Way Kanan.
  static let office = "18.08"

  /// The officers at the counter.
  static let officers = [
    Officer(
      name: "sari", secret: "loket-satu-pagi-ini", fullName: "Sari Utami",
      nik: "1808015507850002", office: office),
    Officer(
      name: "hendra", secret: "loket-dua-pagi-ini", fullName: "Hendra Gunawan",
      nik: "1808040908800003", office: office),
  ]

  /// Who runs the office and works on no case.
  static let head = Officer(
    name: "wayan", secret: "ruang-kepala-pagi-ini", fullName: "Wayan Sudarma",
    nik: "1808010203700004", office: office, roles: ["head"])

  /// Whose timeline is printed at the end.
  static let ratna = Applicant(
    name: "Ratna", nik: "1808015003950001", fullName: "Ratna Wulandari", sex: .female,
    birthDate: "1995-03-10", phone: "081200000001", errsAtFirst: true)

  /// The citizens. Dewi's day of birth is another one than her NIK says, which the officers clear
  /// up with her at the counter, in vain.
  static let applicants = [
    ratna,
    Applicant(
      name: "Agus", nik: "1808041104870001", fullName: "Agus Santoso", sex: .male,
      birthDate: "1987-04-11", phone: "081200000002"),
    Applicant(
      name: "Dewi", nik: "1808014302010001", fullName: "Dewi Lestari", sex: .female,
      birthDate: "2001-04-03", phone: "081200000003"),
    Applicant(
      name: "Bambang", nik: "1808070507780012", fullName: "Bambang Wibowo", sex: .male,
      birthDate: "1978-07-05", phone: "081200000004", express: true),
    Applicant(
      name: "Sri", nik: "1808106912990003", fullName: "Sri Rahayu", sex: .female,
      birthDate: "1999-12-29", phone: "081200000005"),
    Applicant(
      name: "Suharto", nik: "1808121708900044", fullName: "Suharto", sex: .male,
      birthDate: "1990-08-17", phone: "081200000006"),
  ]

  /// Who is refused.
  static let refused = "Dewi"

  /// Why, in the officer's words to the applicant.
  static let grounds =
    "Tanggal lahir di akta kelahiran berbeda dengan NIK dan kartu keluarga; mohon dibetulkan di "
    + "Dinas Dukcapil, lalu ajukan lagi."
}
