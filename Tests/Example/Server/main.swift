import LintasRPC

var router = Router(door: OpenDoor())
router.register(GreeterDesk())
router.register(ReceptionDesk())
try await GRPCServer.run(router: router) { server in
  let place = CommandLine.arguments[1]
  try server.listen(on: place, credentials: .files(chain: "server.pem", key: "key.pem"))
  _ = readLine()
}
