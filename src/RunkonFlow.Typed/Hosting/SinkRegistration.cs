namespace RunkonFlow.Typed.Hosting;

/// <summary>A sink that an application has registered.</summary>
/// <param name="Name">Under which the store keeps its cursor.</param>
/// <param name="Create">Makes it, once.</param>
internal sealed record SinkRegistration(string Name, Func<IServiceProvider, IEventSink> Create);
