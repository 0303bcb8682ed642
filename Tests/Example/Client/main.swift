import Greeter
import LintasRPC

let channel = try Channel(CommandLine.arguments[1], trust: .authority(file: "server.pem"))
let greeter = GreeterClient(channel: channel)
print(try await greeter.greet(.with { $0.name = "Wayan" }).greeting)

let party = Party(reception: ReceptionClient(channel: channel))
for line in try await party.welcome(["Sari", "Budi"]) { print(line) }
