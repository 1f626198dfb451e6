namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>try, catch and finally around operations.</summary>
public sealed class HandlerTests
{
    public static TheoryData<string> Bodies => new()
    {
        "try { c = await Ask1(a); } finally { await Tell1(c); } return c;",
        "try { c = await Ask1(a); if (a > 2) return c; } finally { c++; await Tell1(c); } await Tell2(c); return c;",
        "try { return await Ask1(a); } finally { await Tell1(a); }",
        "try { await Tell1(a); } catch (StepFailedException e) { await Tell2(e.Attempts); c = e.Message.Length; } return c;",
        "try { await Tell1(a); throw new StepFailedException(\"s\", 1, \"t\", \"m\"); } catch (StepFailedException e) { await Tell2(e.Attempts); return 7; }",
        "try { await Tell1(a); c = Raise(a); } catch (StepFailedException) { await Tell2(1); } finally { await Tell3(c); } return c;",
        "try { try { await Tell1(a); } catch (StepFailedException e) when (e.StepId == \"nothing\") { c = 9; } } catch (StepFailedException e) when (a < 9) { c = e.StepId.Length; await Tell2(c); } return c;",
        "try { try { await Tell1(a); } catch (StepFailedException) { await Tell2(a); throw; } } catch (StepFailedException e) { c = e.StepId.Length; } finally { await Tell3(c); } return c;",
        "try { try { await Tell1(a); } catch (StepFailedException e) { await Tell2(a); if (a > 1) throw e; } } catch (StepFailedException e) { c = e.StepId.Length; } return c;",
        "for (var i = 0; i < 4; i++) { try { if (i == 1) continue; if (i == 3) break; await Tell1(i); } finally { await Tell2(i); c += i; } } return c;",
        "for (var i = 0; i < 3; i++) { try { try { if (i == 1) continue; await Tell1(i); if (a > 2) return 50 + i; } finally { await Tell2(i); } } finally { await Tell3(c++); } } return c;",
        "try { await Tell1(a); } finally { try { await Tell2(a); } catch (StepFailedException e) { c = e.StepId.Length; } await Tell3(c); } return c;",
        "try { try { await Tell1(1); } finally { await Tell2(2); } } catch (StepFailedException e) { c = e.StepId.Length * 100; await Tell3(e.Message.Length); } return c;",
        "try { c = 5; c = Raise(a); } finally { await Tell1(c); } return c;",
        "try { c = 5; await Tell1(c); c = 6; c += Raise(a); c = 7; } finally { await Tell2(c); } return c;",
        "try { switch (a) { case 2: await Tell1(2); break; default: c = await Ask1(a); if (c > 7) return 3; break; } } finally { await Tell2(c); } return c;",
        "try { await Tell1(1); } catch (StepFailedException) when (10 / (a - 2) > 100) { c = 2; } return c;",
        "var total = 0; foreach (var x in new[] { 1, 2, 3 }) { try { var got = await Ask1(x); total += got; } catch (StepFailedException) { total += 100; await Tell1(total); continue; } finally { await Tell2(total); } total++; } return total;",
        "try { return c; } finally { c = await Ask1(1); await Tell1(c); }",
        "try { if (a > 0) { try { await Tell1(1); } finally { await Tell2(c); } } } catch (StepFailedException e) { try { throw; } finally { await Tell3(e.StepId.Length); } } return c;",
        "try { await Tell1(a); } catch (StepFailedException) { try { if (a > 1) throw; c = 2; } catch (Exception x) when (a > 2) { c = x.Message.Length; } finally { c++; } await Tell2(c); } return c;",
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_machine_does_what_its_method_does(string body)
    {
        var probe = FlowProbe.Of(body);

        foreach (var a in new[] { 0, 1, 2, 3, 5 })
        {
            await probe.SameAsync(a);
            await probe.SameAsync(a, "tell1");
            await probe.SameAsync(a, "tell2");
            await probe.SameAsync(a, "ask1");
            await probe.SameAsync(a, "tell1", "tell2", "ask1");
            await probe.SameAsync(a, "tell1", "tell3");
        }
    }

    [Fact]
    public async Task A_cancelled_operation_runs_the_finalizers_and_no_catch()
    {
        var probe = FlowProbe.Of("""
            try { try { await Tell1(1); } catch (StepFailedException) { await Tell2(2); } }
            finally { c = await Ask1(2); await Tell3(c); }
            return c;
            """);

        var (end, host) = await probe.RunMachineAsync(a: 1, cancelAt: 0);

        Assert.Equal("failed Cancel UserRequested: cancelled", end);
        Assert.Equal(["ask1(2, 3)", "tell3(5)"], FlowProbe.TraceOf(host));
    }

    [Fact]
    public async Task A_failing_finalizer_does_not_replace_a_cancellation()
    {
        var probe = FlowProbe.Of("""
            try { try { await Tell1(1); } finally { await Tell2(2); await Tell4(2); } }
            finally { await Tell3(3); }
            return c;
            """);

        var (end, host) = await probe.RunMachineAsync(a: 1, cancelAt: 0, "tell2");

        Assert.Equal("failed Cancel UserRequested: cancelled", end);
        Assert.Equal(["tell2(2)", "tell3(3)"], FlowProbe.TraceOf(host));
        Assert.Equal("tell2", host.Frame.FinalizerError!.StepId);
    }

    [Fact]
    public async Task A_failing_finalizer_replaces_a_failure_which_stays_attached()
    {
        var probe = FlowProbe.Of("try { await Tell1(1); } finally { await Tell2(2); } return c;");

        var (_, host) = await probe.RunMachineAsync(a: 1, null, "tell1", "tell2");

        Assert.Equal("tell2", host.Frame.Outcome!.StepId);
        Assert.Equal("tell1", host.Frame.Outcome.Earlier!.StepId);
    }
}
