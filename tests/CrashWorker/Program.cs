using CrashWorker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RunkonFlow.Typed;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.Persistence;

var settings = new WorkerSettings(args);
var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
var trace = new Trace(Path.Combine(settings.Folder, $"trace-{settings.Name}.txt"));
builder.Services
    .AddSingleton(settings)
    .AddSingleton(trace)
    .AddSingleton(new Journal(settings.HasJournal ? Path.Combine(settings.Folder, $"journal-{settings.Name}.txt") : null))
    .AddSingleton<ProbeSteps>();

var flows = builder.Services
    .AddRunkonFlow(options =>
    {
        options.LeaseTimeToLive = settings.TimeToLive;
        options.HeartbeatInterval = settings.TimeToLive / 4;
        options.RequestPollInterval = settings.TimeToLive / 4;
        options.PollInterval = TimeSpan.FromMilliseconds(100);
        options.MaxConcurrentRuns = settings.Concurrency;
        options.PoisonLimit = 1000;
    })
    .AddCrashWorkerWorkflows();
if (settings.Server is { } server) flows.UseSqlServer(server, options => options.Schema = settings.Schema);
else flows.UseSqlite(Path.Combine(settings.Folder, "state.db"), options => options.Probe = place => trace.Write($"transaction {place}"));
var store = builder.Services.Last(service => service.ServiceType == typeof(IWorkflowPersistence)).ImplementationFactory!;
flows.UseStore(services => new TracingPersistence((IWorkflowPersistence)store(services), trace));

using var host = builder.Build();
await host.StartAsync();
if (settings.Serves)
{
    Console.Out.WriteLine("serving");
    await Task.Delay(Timeout.InfiniteTimeSpan);
}

var client = host.Services.GetRequiredService<IWorkflowClient>();

// Every process starts the same keys: whoever comes second finds the runs of the first.
List<Func<Task>> ends = [];
for (var number = 0; number < settings.Runs; number++)
{
    var options = new StartOptions { Key = $"{settings.Workflow}-{number}" };
    if (settings.Workflow == "probe")
    {
        var report = Path.Combine(settings.Folder, $"report-{number}.txt");
        var run = await client.StartAsync(CrashProbe.Start(report, settings.Rounds), options);
        ends.Add(async () => await run.ResultAsync());
    }
    else
    {
        var run = await client.StartAsync(PlainSteps.Start(settings.Rounds), options);
        ends.Add(async () => await run.ResultAsync());
    }
}

Console.Out.WriteLine("started");
foreach (var end in ends) await end();
Console.Out.WriteLine("ended");
await host.StopAsync();
