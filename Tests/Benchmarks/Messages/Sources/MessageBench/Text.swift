/// Texts of the samples. Nobody is meant.
enum Text {
  static let fullName = "Contoh Nama Pemohon"
  static let birthPlace = "Blambangan Umpu"
  static let address = "Jl. Contoh No. 1, Way Kanan"
  static let newAddress = "Jl. Lain No. 22, Baradatu, Way Kanan"
  static let feeIndonesian = "Paspor elektronik 10 tahun"
  static let feeEnglish = "Electronic passport, 10 years"
  static let stepIndonesian = "Permohonan diterima"
  static let stepEnglish = "Application received"

  static func identifier(_ index: Int) -> String { "0M7K-ABCDEFGHJ-\(1000 + index)" }
  static func nik(_ index: Int) -> String { "180800000000\(1000 + index)" }
}
