using Hello;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RunkonFlow.Typed;
using RunkonFlow.Typed.Client;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton<Mailbox>();
builder.Services.AddRunkonFlow().UseSqlite("hello.db").AddHelloWorkflows();
using var host = builder.Build();
await host.StartAsync();

var client = host.Services.GetRequiredService<IWorkflowClient>();
var run = await client.StartAsync(Invitation.Start("Ada"), new StartOptions { Key = "Ada" });

// A gate can be decided once the run waits at it; before, the answer is a conflict.
await foreach (var happened in client.WatchAsync(run.RunId))
{
    if (happened is { NodeId: "consent", Kind: "step-waiting" }) break;
}

Console.Write("May Ada come? [y/n] ");
var decided = Console.ReadLine() == "y"
    ? await client.ApproveAsync(run.RunId, Invitation.Gates.Consent)
    : await client.RejectAsync(run.RunId, Invitation.Gates.Consent, "not today");

Console.WriteLine(decided.Outcome);
Console.WriteLine(await run.ResultAsync());
await host.StopAsync();
