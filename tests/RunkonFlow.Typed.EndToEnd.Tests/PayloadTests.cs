using System.Buffers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Payloads;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class PayloadTests
{
    private static readonly byte[] s_old = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] s_new = [.. Enumerable.Range(101, 32).Select(i => (byte)i)];

    [Theory, CombinatorialStores]
    public async Task Every_value_of_a_run_its_branches_and_its_items_is_stored_encoded(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await HostAsync(store, new BrotliCodec(16, 4), new AesGcmCodec(new("new", s_new)));
        var handle = await host.Client.StartAsync(Hoard.Start(new string('x', 100), 9000, 6000, 500), cancellationToken: TestContext.Current.CancellationToken);
        var import = await host.RunAsync(Import.Start(2, ["a", "b"]));

        var result = await handle.ResultAsync(TestContext.Current.CancellationToken);

        Assert.Equal($"100 {new string('r', 9000)} 6000 {new string('o', 500)}", result);
        Assert.Equal("10", Encoding.UTF8.GetString(import.Output.Span));
        var raw = (await store.Store.GetRunAsync(handle.RunId, TestContext.Current.CancellationToken))!;
        Assert.All([raw.Input, raw.Output, raw.Frame], static payload => Assert.StartsWith("{\"$codec\":\"brotli+aes-gcm\"", Text(payload), StringComparison.Ordinal));
        Assert.InRange(raw.Output.Length, 1, 500);
        foreach (var run in new[] { handle.RunId, import.Id })
            Assert.All((await store.Store.GetStepsAsync(run, TestContext.Current.CancellationToken)).Where(row => row.StructuredOutput is not null), static row => Assert.StartsWith("{\"$codec\"", row.StructuredOutput, StringComparison.Ordinal));
        Assert.Contains(await host.Client.GetStepsAsync(handle.RunId, TestContext.Current.CancellationToken), static row => row.StructuredOutput?.StartsWith("\"rrr", StringComparison.Ordinal) == true);
    }

    [Theory, CombinatorialStores]
    public async Task A_run_of_an_old_key_goes_on_under_a_new_one(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        var run = await ParkedAsync(store, new AesGcmCodec(new("old", s_old)));

        await using var host = await HostAsync(store, new AesGcmCodec(new EncryptionKeyRing("new", s_new).With("old", s_old)));
        var ended = await host.EndOfAsync(run);

        Assert.Equal(RunStatus.Completed, ended.Status);
    }

    [Theory, CombinatorialStores]
    public async Task A_run_whose_key_is_missing_waits_until_somebody_brings_it(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        var run = await ParkedAsync(store, new AesGcmCodec(new("old", s_old)));

        await using (var host = await HostAsync(store, new AesGcmCodec(new("new", s_new))))
        {
            var parked = await host.UntilAsync(run, static now => now.Status == RunStatus.Incompatible);
            Assert.Contains("encrypted with key 'old', which the key ring lacks", parked.Error, StringComparison.Ordinal);
        }

        await using var second = await HostAsync(store, new AesGcmCodec(new EncryptionKeyRing("new", s_new).With("old", s_old)));
        await second.Client.ResumeAsync(run, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(RunStatus.Completed, (await second.EndOfAsync(run)).Status);
    }

    [Theory, CombinatorialStores]
    public async Task A_run_whose_codec_is_not_registered_waits_and_says_which(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        var run = await ParkedAsync(store, new BrotliCodec(16, 4));

        await using var host = await HostAsync(store);
        var parked = await host.UntilAsync(run, static now => now.Status == RunStatus.Incompatible);

        Assert.Contains("encoded with 'brotli', and this process has registered no such codec", parked.Error, StringComparison.Ordinal);
    }

    [Theory, CombinatorialStores]
    public async Task A_result_that_is_too_large_fails_its_step_which_the_flow_may_handle(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await SmallAsync(store);

        var run = await host.RunAsync(Hoard.Start("x", 5000, 10, 10));

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Contains("The result of 'make' is 5,002 bytes of JSON, and at most 4,096 are kept", System.Text.Json.JsonSerializer.Deserialize<string>(run.Output.Span), StringComparison.Ordinal);
        Assert.Equal(StepStatus.Failed, (await host.StepsOfAsync(run.Id)).First(row => row.NodeId == "make").Status);
    }

    [Theory, CombinatorialStores]
    public async Task An_input_that_is_too_large_is_refused_at_the_start(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await SmallAsync(store);

        var error = await Assert.ThrowsAsync<PayloadTooLargeException>(async () => await host.Client.StartAsync(Hoard.Start(new string('x', 5000), 1, 1, 1)));

        Assert.StartsWith("The input of workflow 'hoard' is", error.Message, StringComparison.Ordinal);
    }

    [Theory, CombinatorialStores]
    public async Task A_local_or_a_result_of_the_flow_that_is_too_large_fails_the_run_and_not_the_worker(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await SmallAsync(store);

        var local = await host.RunAsync(Hoard.Start("x", 1, 5000, 1));
        var output = await host.RunAsync(Hoard.Start("x", 1, 1, 5000));

        Assert.Equal(RunStatus.Failed, local.Status);
        Assert.StartsWith("Local 'kept' (String), held across 'delay', is 5,002 bytes of JSON, and at most 4,096 are kept.", local.Error, StringComparison.Ordinal);
        Assert.Equal(StepStatus.Completed, (await host.StepsOfAsync(local.Id)).Single().Status);
        Assert.Equal(RunStatus.Failed, output.Status);
        Assert.StartsWith("The result of workflow 'hoard' is", output.Error, StringComparison.Ordinal);
        Assert.Empty(host.Logs.Errors);
    }

    [Fact]
    public void What_is_short_or_does_not_shrink_is_not_compressed()
    {
        var codecs = new PayloadCodecs([new BrotliCodec(1024, 4)]);
        var noise = new byte[2000];
        new Random(1).NextBytes(noise);
        byte[] text = [.. Encoding.UTF8.GetBytes($"\"{Convert.ToBase64String(noise)}\"")];

        Assert.Equal("\"short\"", Text(codecs.Encode("\"short\""u8.ToArray())));
        Assert.Equal(text, codecs.Encode(text).ToArray());
    }

    [Fact]
    public void What_is_encoded_twice_stays_as_it_is_and_what_was_changed_does_not_decrypt()
    {
        var codecs = new PayloadCodecs([new AesGcmCodec(new("k", s_new))]);
        var encoded = codecs.Encode("{\"a\":1}"u8.ToArray());
        var changed = encoded.ToArray();
        // Another character of base 64, none of whose bits are padding.
        changed[^6] = changed[^6] == (byte)'A' ? (byte)'B' : (byte)'A';

        Assert.Equal(encoded.ToArray(), codecs.Encode(encoded).ToArray());
        Assert.Equal("{\"a\":1}", Text(codecs.Decode(encoded)));
        Assert.Contains("does not decrypt", Text(codecs.Decode(changed)), StringComparison.Ordinal);
    }

    [Fact]
    public void Codecs_stand_before_the_store_only_where_some_are_registered()
    {
        using var without = new ServiceCollection().AddLogging().AddRunkonFlow().UseInMemory().Services.BuildServiceProvider();
        var services = new ServiceCollection().AddLogging().AddRunkonFlow().UseCompression().UseEncryption(new("k", s_new)).UseInMemory().Services;

        Assert.IsType<InMemory.InMemoryPersistence>(without.GetRequiredService<IWorkflowPersistence>());
        Assert.IsType<EncodingPersistence>(services.BuildServiceProvider().GetRequiredService<IWorkflowPersistence>());
    }

    [Fact]
    public void Two_codecs_of_one_id_and_keys_of_another_length_are_refused()
    {
        Assert.Throws<InvalidOperationException>(static () => new PayloadCodecs([new BrotliCodec(1, 1), new BrotliCodec(2, 2)]));
        Assert.Throws<InvalidOperationException>(static () => new PayloadCodecs([new Misnamed()]));
        Assert.Throws<ArgumentException>(static () => new EncryptionKeyRing("k", new byte[15]));
        Assert.Throws<ArgumentException>(static () => new EncryptionKeyRing("k", s_new).With("k", s_old));
    }

    private static string Text(ReadOnlyMemory<byte> payload) => Encoding.UTF8.GetString(payload.Span);

    private static void Register(RunkonFlowBuilder builder)
    {
        builder.Add(Hoard.Registration).Add(Import.Registration);
        builder.Services.AddSingleton(new ImportWorld());
    }

    private static Task<EngineHost> HostAsync(TestStore store, params IPayloadCodec[] codecs)
        => new EngineHost(Register, codecs.Length == 0 ? store.Store : new EncodingPersistence(store.Store, new(codecs)), store.Time).StartAsync();

    private static Task<EngineHost> SmallAsync(TestStore store)
        => new EngineHost(Register, store.Store, store.Time, static options => options.MaxPayloadBytes = 4096).StartAsync();

    /// <summary>A run that waits for its timer, left by the process that has begun it.</summary>
    private static async Task<RunId> ParkedAsync(TestStore store, IPayloadCodec codec)
    {
        await using var host = await HostAsync(store, codec);
        var handle = await host.Client.StartAsync(Hoard.Start(new string('x', 100), 100, 100, 1), cancellationToken: TestContext.Current.CancellationToken);
        await host.UntilAsync(handle.RunId, static now => now.Status == RunStatus.Waiting);
        return handle.RunId;
    }

    private sealed class Misnamed : IPayloadCodec
    {
        public string Id => "Mis Named";

        public bool TryEncode(ReadOnlySpan<byte> plain, IBufferWriter<byte> encoded) => false;

        public void Decode(ReadOnlySpan<byte> encoded, IBufferWriter<byte> plain) => plain.Write(encoded);
    }
}
